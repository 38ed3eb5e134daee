import Foundation
import JSON
import ParleyClient
import RunningParley
import TestKit
import Testing

/// Files go up and come down.
@Suite(.timeLimit(.minutes(5))) struct FileTransferTests {
    private static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + (0..<5000).map { UInt8($0 & 255) }

    @Test("A file that goes up comes down, to others too, and is what its bytes are")
    func roundTrip() async throws {
        try await withParley { server in
            let alice = try await FileClient(server)
            let sent = try await alice.upload(Self.png, type: "text/html")
            #expect(sent.status == 200)
            #expect(sent.control?["id"]?.string == "77")
            #expect(sent.control?["text"]?.string == "ok")
            #expect(sent.control?["params"]?.object?["expires"]?.string?.isEmpty == false)
            let url = try #require(sent.url)
            #expect(url.wholeMatch(of: /\/v0\/file\/s\/[A-Za-z0-9_-]{11}\.png/) != nil)
            let bob = try await FileClient(server, as: "bob")
            let got = try await bob.get(url)
            #expect(got.status == 200)
            #expect(got.bytes == Self.png)
            #expect(got["content-type"] == "image/png")
            #expect(got["content-disposition"] == "inline")
            #expect(got["x-content-type-options"] == "nosniff")
            #expect(got["content-security-policy"]?.contains("sandbox") == true)
            #expect(got["accept-ranges"] == "bytes")
            #expect(got["access-control-allow-origin"] == "*")
            // The ending is for people.
            #expect(try await bob.get(String(url.dropLast(4))).bytes == Self.png)
            #expect(try await bob.get(String(url.dropLast(4)) + ".txt").bytes == Self.png)
            let put = try await bob.upload([], path: "/v0/file/u")
            #expect(put.status == 200)
            #expect(try await bob.get(try #require(put.url)).bytes == [])
        }
    }

    @Test("Requests that come right behind one for a file are answered too, in order")
    func pipelined() async throws {
        let folder = try TemporaryFolder()
        for name in ["one", "two"] {
            try Data("<p>\(name)".utf8).write(to: URL(filePath: folder.path(of: "\(name).html")))
        }
        try await withParley(arguments: ["--static", folder.path]) { server in
            let alice = try await FileClient(server)
            let url = try #require(try await alice.upload(Array("<file>".utf8)).url)
            let connection = try LoopbackConnection(port: alice.port)
            try connection.send(
                alice.text("GET", url) + alice.text("GET", "/one.html")
                    + alice.text("GET", "/two.html", [("Connection", "close")]))
            var text = ""
            for await bytes in connection.bytes { text += String(decoding: bytes, as: UTF8.self) }
            #expect(text.matches(of: /<file>|<p>one|<p>two/).map(\.output) == ["<file>", "<p>one", "<p>two"])
        }
    }

    @Test("Parts of a file, and what has not changed, are given as HTTP has it")
    func conditions() async throws {
        try await withParley { server in
            let alice = try await FileClient(server)
            let url = try #require(try await alice.upload(Self.png).url)
            let size = Self.png.count
            for (range, expected) in [
                ("bytes=0-9", 0..<10), ("bytes=10-", 10..<size), ("bytes=-7", size - 7..<size),
                ("bytes=5000-99999", 5000..<size),
            ] {
                let part = try await alice.get(url, [("Range", range)])
                #expect(part.status == 206)
                #expect(part.bytes == Array(Self.png[expected]))
                #expect(part["content-range"] == "bytes \(expected.lowerBound)-\(expected.upperBound - 1)/\(size)")
            }
            let beyond = try await alice.get(url, [("Range", "bytes=\(size)-")])
            #expect(beyond.status == 416)
            #expect(beyond["content-range"] == "bytes */\(size)")
            #expect(try await alice.get(url, [("Range", "bytes=0-1,3-4")]).bytes == Self.png)
            let head = try await alice.send("HEAD", url)
            #expect(head.status == 200 && head.bytes.isEmpty)
            #expect(head["content-length"] == "\(size)")
            let tag = try #require(head["etag"])
            #expect(try await alice.get(url, [("If-None-Match", tag)]).status == 304)
            #expect(try await alice.get(url, [("If-None-Match", "\"x\", W/\(tag)")]).status == 304)
            #expect(try await alice.get(url, [("If-None-Match", "\"x\"")]).status == 200)
            #expect(try await alice.get(url, [("Range", "bytes=0-1"), ("If-Range", tag)]).status == 206)
            #expect(try await alice.get(url, [("Range", "bytes=0-1"), ("If-Range", "\"x\"")]).status == 200)
        }
    }

    @Test(
        "What could have a program in it is given as an attachment",
        arguments: [
            ("<html><script>alert(1)</script>", "image/png", "text/html; charset=utf-8", "attachment"),
            ("<svg xmlns='http://www.w3.org/2000/svg'>", "image/png", "image/svg+xml", "attachment"),
            ("<?xml version='1.0'?>", "image/png", "text/xml; charset=utf-8", "attachment"),
            ("%PDF-1.7", "application/pdf", "application/pdf", "attachment"),
            ("\u{1}\u{2}\u{3}", "application/x-sh", "application/x-sh", "attachment"),
            ("\u{1}\u{2}\u{3}", "x-evil/type", "application/octet-stream", "attachment"),
            ("\u{1}\u{2}\u{3}", "audio/ogg", "audio/ogg", "inline"), ("GIF89a", "text/html", "image/gif", "inline"),
        ])
    func attachments(content: String, claim: String, type: String, disposition: String) async throws {
        try await withParley { server in
            let alice = try await FileClient(server)
            let url = try #require(try await alice.upload(Array(content.utf8), type: claim).url)
            let got = try await alice.get(url)
            #expect(got["content-type"] == type)
            #expect(got["content-disposition"] == disposition)
            #expect(try await alice.get(url + "?asatt=1")["content-disposition"] == "attachment")
        }
    }

    @Test("Nobody gets or gives a file without saying who they are")
    func access() async throws {
        try await withParley { server in
            let alice = try await FileClient(server)
            let url = try #require(try await alice.upload(Self.png).url)
            let stranger = try await FileClient(server, as: nil)
            #expect(try await stranger.get(url).status == 401)
            #expect(try await stranger.upload(Self.png).status == 401)
            #expect(try await stranger.get(url).control?["text"]?.string == "authentication required")
            #expect(try await stranger.get(url + "?sid=none").status == 403)
            #expect(try await stranger.get(url + "?auth=basic&secret=YWxpY2U6d3Jvbmc").status == 401)
            #expect(try await stranger.get(url + "?auth=basic&secret=YWxpY2U6YWxpY2UxMjM").status == 200)
            #expect(try await stranger.get(url, [("Cookie", "auth=basic; secret=YWxpY2U6YWxpY2UxMjM=")]).status == 200)
            #expect(try await stranger.get(url, [("Authorization", "Basic YWxpY2U6YWxpY2UxMjM=")]).status == 200)
            #expect(try await stranger.get(url, [("Authorization", "Bearer")]).status == 400)
            let login = try await server.connect().login(basic: "alice", password: "alice123")
            let token = try #require(login["token"]?.string)
            #expect(try await stranger.get(url, [("X-Tinode-Auth", "Token \(token)")]).status == 200)
            let form = [("auth", "token"), ("secret", token), ("id", "1")]
            #expect(try await stranger.upload(Self.png, fields: form).status == 200)
            var keyless = alice
            keyless.headers.removeFirst()
            #expect(try await keyless.get(url).status == 403)
            #expect(try await keyless.get(url).control?["text"]?.string == "valid API key required")
            #expect(try await keyless.get(url + "?apikey=\(FileClient.key)").status == 200)
        }
    }

    @Test("Who is about to sign up may give a picture, and nothing else")
    func newAccount() async throws {
        try await withParley { server in
            let stranger = try await FileClient(server, as: nil)
            let answer = try await stranger.upload(Self.png, fields: [("id", "1"), ("topic", "newacc")])
            #expect(answer.status == 200)
            #expect(try await stranger.upload(Self.png, fields: [("topic", "grpAAAAAAAAAAA")]).status == 401)
            let alice = try await FileClient(server)
            #expect(try await alice.get(try #require(answer.url)).bytes == Self.png)
            let files = server.folder.appending(path: "files")
            let kept = FileManager.default.enumerator(atPath: files.path)?.compactMap { $0 as? String } ?? []
            #expect(kept.count { $0.split(separator: "/").count == 3 } == 1, "what was refused is not kept")
        }
    }

    @Test("What makes no sense is refused, and the connection lives on")
    func refusals() async throws {
        try await withParley { server in
            let alice = try await FileClient(server)
            #expect(try await alice.get("/v0/file/s/AAAAAAAAAAA").status == 404)
            #expect(try await alice.get("/v0/file/s/").status == 404)
            #expect(try await alice.get("/v0/file/s/../../etc/passwd").status == 404)
            #expect(try await alice.get("/v0/file/u/").status == 405)
            #expect(try await alice.send("HEAD", "/v0/file/u/").status == 200)
            #expect(try await alice.send("DELETE", "/v0/file/s/AAAAAAAAAAA").status == 405)
            let plain = try await alice.send("POST", "/v0/file/u/", [("Content-Type", "text/plain")], body: [1])
            #expect(plain.status == 400)
            for body in [
                "--b\r\nnonsense\r\n\r\n", "--b--", "",
                "--b\r\nContent-Disposition: form-data; name=file\r\n\r\nhalf",
            ] {
                let form = [("Content-Type", "multipart/form-data; boundary=b")]
                #expect(try await alice.send("POST", "/v0/file/u/", form, body: Array(body.utf8)).status == 400)
            }
            #expect(try await alice.upload(Self.png).status == 200)
        }
    }

    @Test("Pages from anywhere may ask, and are told so before they do")
    func preflight() async throws {
        try await withParley { server in
            var page = try await FileClient(server, as: nil)
            page.headers = [("Origin", "https://example.org"), ("Access-Control-Request-Method", "POST")]
            for path in ["/v0/file/u/", "/v0/file/s/AAAAAAAAAAA"] {
                let answer = try await page.send("OPTIONS", path)
                #expect(answer.status == 204)
                #expect(answer["access-control-allow-origin"] == "*")
                #expect(answer["access-control-allow-methods"]?.contains("POST") == true)
                #expect(answer["access-control-allow-headers"]?.contains("X-Tinode-APIKey") == true)
            }
        }
    }

    @Test("A file may be as large as clients are told, and not a byte larger, announced or not")
    func tooLarge() async throws {
        try await withParley(environment: ["PARLEY_GATEWAY_FILES_SIZE": "100KiB"]) { server in
            let limit = 100 * 1024
            let chat = try await Client.connect(to: server.url, timeout: .seconds(30))
            #expect(try await chat.hello()["maxFileUploadSize"]?.int == Int64(limit))
            let alice = try await FileClient(server)
            let fits = [UInt8](repeating: 7, count: limit)
            #expect(try await alice.upload(fits).status == 200)
            let answer = try await alice.upload(fits + [7])
            #expect(answer.status == 413)
            #expect(answer.control?["text"]?.string == "too large")
            #expect(try await alice.upload(Array(repeating: 7, count: 3 * limit)).status == 413)
            #expect(try await alice.upload(fits).status == 200)
        }
    }

    @Test("Several requests may follow one another on a connection, files among them")
    func keepAlive() async throws {
        try await withParley { server in
            let alice = try await FileClient(server)
            let url = try #require(try await alice.upload(Self.png).url)
            let connection = try LoopbackConnection(port: alice.port)
            var text = ""
            let together = alice.text("GET", url, [("Range", "bytes=1-3")]) + alice.text("GET", "/v0/nothing")
            try connection.send(together)
            while !text.contains("not found"), let bytes = await connection.next() {
                text += String(decoding: bytes, as: UTF8.self)
            }
            #expect(text.contains("PNGHTTP/1.1 404 Not Found"), "both are answered, in order")
            text = ""
            for last in [false, false, true] {
                let range = [("Range", "bytes=1-3"), ("Connection", last ? "close" : "keep-alive")]
                try connection.send(alice.text("GET", url, range))
                while !text.hasSuffix("PNG"), let bytes = await connection.next() {
                    text += String(decoding: bytes, as: UTF8.self)
                }
                #expect(text.hasPrefix("HTTP/1.1 206 Partial Content\r\n"))
                #expect(text.contains("Connection: \(last ? "close" : "keep-alive")\r\n"))
                text = ""
            }
        }
    }

    @Test("Who waits to be told before sending is told")
    func continues() async throws {
        try await withParley { server in
            let alice = try await FileClient(server)
            let form =
                "--b\r\nContent-Disposition: form-data; name=file\r\n\r\nhello\r\n--b--\r\n"
            let connection = try LoopbackConnection(port: alice.port)
            let headers = [
                ("Content-Type", "multipart/form-data; boundary=b"), ("Expect", "100-continue"),
                ("Content-Length", "\(form.utf8.count)"), ("Connection", "close"),
            ]
            try connection.send(alice.text("POST", "/v0/file/u/", headers))
            let first = try #require(await connection.next())
            #expect(String(decoding: first, as: UTF8.self) == "HTTP/1.1 100 Continue\r\n\r\n")
            try connection.send(Array(form.utf8))
            var whole: [UInt8] = []
            while let bytes = await connection.next() { whole += bytes }
            #expect(try FileClient.Answer(whole).status == 200)
        }
    }

    @Test("Many who do not read what they asked for cost little memory, and hold nobody up")
    func slowReaders() async throws {
        try await withParley { server in
            let alice = try await FileClient(server)
            let content = [UInt8](repeating: 1, count: 8 << 20)
            let url = try #require(try await alice.upload(content).url)
            _ = try await alice.get(url)
            let before = try Self.memory(of: await server.processID)
            let login = try await server.connect().login(basic: "alice", password: "alice123")
            let token = try #require(login["token"]?.string)
            var slow = try await FileClient(server, as: nil)
            slow.headers.append(("X-Tinode-Auth", "Token \(token)"))
            // Whoever reads nothing, so that the head alone and what the system buffers is sent.
            let sockets = try (0..<100).map { _ in try UnreadSocket(port: slow.port) }
            for socket in sockets { try socket.send(slow.text("GET", url)) }
            for socket in sockets { try await socket.waitUntilReadable() }
            let during = try Self.memory(of: await server.processID)
            #expect(during - before < 150 << 20, "800 MiB were asked for")
            #expect(try await alice.get(url).bytes.count == content.count)
        }
    }

    /// Resident bytes of a process.
    private static func memory(of process: Int32) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try #require(line.split(separator: " ").compactMap { Int($0) }.first) * 1024
    }

    @Test("What goes on is counted")
    func metrics() async throws {
        try await withParley { server in
            let alice = try await FileClient(server)
            let url = try #require(try await alice.upload(Self.png).url)
            _ = try await alice.get(url)
            let metrics = try await HTTPAnswer(of: "\(await server.ops)/metrics").text
            #expect(metrics.contains("parley_gateway_file_uploads_total 1\n"))
            #expect(metrics.contains("parley_gateway_file_uploaded_bytes_total \(Self.png.count)\n"))
            #expect(metrics.contains("parley_gateway_file_downloads_total 1\n"))
            #expect(metrics.contains("parley_gateway_file_downloaded_bytes_total \(Self.png.count)\n"))
        }
    }
}
