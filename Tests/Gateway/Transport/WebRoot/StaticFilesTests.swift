import Foundation
import Logging
import NIOCore
import NIOPosix
import TestKit
import Testing

@testable import Gateway

/// The folder of a web client, on real sockets.
@Suite(.timeLimit(.minutes(1))) struct StaticFilesTests {
    private final class Nobody: ConnectionSink {
        func opened(_ connection: any ClientConnection) {}
        func received(_ message: ByteBuffer, _ kind: MessageKind, on connection: any ClientConnection) {}
        func writabilityChanged(of connection: any ClientConnection) {}
        func closed(_ connection: any ClientConnection, because end: ConnectionEnd) {}
    }

    /// An answer of the server.
    private struct Answer {
        let status: String
        let head: String
        let body: [UInt8]

        func header(_ name: String) -> String? {
            head.split(separator: "\r\n").first { $0.hasPrefix("\(name): ") }.map {
                String($0.dropFirst(name.count + 2))
            }
        }

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private static let page = "<!DOCTYPE html><title>Parley</title>" + String(repeating: "<p>Hello.</p>", count: 100)

    private func withFolder(
        _ fill: (TemporaryFolder) throws -> Void = { _ in },
        _ test: ((String, [String], String) async throws -> Answer) async throws -> Void
    ) async throws {
        let outside = try TemporaryFolder()
        let folder = try TemporaryFolder()
        try Data("secret".utf8).write(to: URL(filePath: outside.path(of: "secret.txt")))
        try Data(Self.page.utf8).write(to: URL(filePath: folder.path(of: "index.html")))
        try FileManager.default.createDirectory(atPath: folder.path(of: "sub/deep"), withIntermediateDirectories: true)
        try Data("let a = 1".utf8).write(to: URL(filePath: folder.path(of: "sub/app.js")))
        try Data("hidden".utf8).write(to: URL(filePath: folder.path(of: ".hidden")))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path(of: "out.txt"), withDestinationPath: outside.path(of: "secret.txt"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path(of: "outside"), withDestinationPath: outside.path)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path(of: "inside.html"), withDestinationPath: "index.html")
        try fill(folder)
        var settings = EdgeSettings()
        (settings.host, settings.port, settings.webRoot) = ("127.0.0.1", 0, folder.path)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let logger = Logger(label: "test", factory: { _, _ in SwiftLogNoOpLogHandler() })
        let server = try await EdgeServer.start(settings, group: group, logger: logger) { _ in Nobody() }
        let port = try #require(server.port)
        let client = try await EdgeClient.connect(to: port)
        try await test { path, headers, method in
            try await client.send(
                "\(method) \(path) HTTP/1.1\r\nHost: x\r\n" + headers.map { "\($0)\r\n" }.joined() + "\r\n")
            let head = try await client.receiveHead()
            var answer = Answer(status: String(head.dropFirst(9).prefix(3)), head: head, body: [])
            if method != "HEAD", let length = answer.header("Content-Length").flatMap({ Int($0) }) {
                answer = Answer(status: answer.status, head: head, body: try await client.receive(length))
            }
            return answer
        }
        try await client.close()
        await server.shutdown()
        try await group.shutdownGracefully()
    }

    @Test("A file comes whole, with its type and what browsers are to be told")
    func whole() async throws {
        try await withFolder { get in
            for path in ["/", "/index.html", "/index.html?x=y", "/inside.html"] {
                let answer = try await get(path, [], "GET")
                #expect(answer.status == "200")
                #expect(answer.text == Self.page)
                #expect(answer.header("Content-Type") == "text/html; charset=utf-8")
                #expect(answer.header("Cache-Control") == "no-cache")
                #expect(answer.header("Referrer-Policy") == "origin")
                #expect(answer.header("X-Frame-Options") == "SAMEORIGIN")
                #expect(answer.header("X-Content-Type-Options") == "nosniff")
                #expect(answer.header("Accept-Ranges") == "bytes")
                #expect(answer.header("Vary") == "Accept-Encoding")
            }
            let script = try await get("/sub/app.js", [], "GET")
            #expect(script.text == "let a = 1")
            #expect(script.header("Content-Type") == "text/javascript; charset=utf-8")
        }
    }

    @Test("HEAD gets the same head, and no body")
    func head() async throws {
        try await withFolder { get in
            let answer = try await get("/index.html", [], "HEAD")
            #expect(answer.header("Content-Length") == "\(Self.page.utf8.count)")
            #expect(try await get("/nothing", [], "HEAD").status == "404")
            #expect(try await get("/sub/app.js", [], "GET").text == "let a = 1")
        }
    }

    @Test(
        "What is not there, hidden or outside is not found",
        arguments: [
            "/nothing", "/sub/", "/sub/deep/", "/index.html/", "/index.html/x", "/.hidden", "/out.txt",
            "/outside/secret.txt",
            "/outside/", "/../index.html", "/%2e%2e/secret.txt",
        ])
    func missing(path: String) async throws {
        try await withFolder { get in
            let answer = try await get(path, [], "GET")
            #expect(answer.status == "404")
            #expect(answer.header("Content-Type") == "text/plain; charset=utf-8")
            #expect(answer.text == "404 not found\n")
        }
    }

    @Test("A folder's path has to end like one")
    func folders() async throws {
        try await withFolder { get in
            let answer = try await get("/sub", [], "GET")
            #expect(answer.status == "301")
            #expect(answer.header("Location") == "/sub/")
        }
    }

    @Test("What a client has already is not sent again")
    func tags() async throws {
        try await withFolder { get in
            let tag = try #require(try await get("/index.html", [], "GET").header("ETag"))
            for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                let answer = try await get("/index.html", ["If-None-Match: \(known)"], "GET")
                #expect(answer.status == "304")
                #expect(answer.header("ETag") == tag)
                #expect(answer.header("Content-Length") == nil)
            }
            #expect(try await get("/index.html", ["If-None-Match: \"other\""], "GET").status == "200")
        }
    }

    @Test("A part comes as it was asked for")
    func parts() async throws {
        try await withFolder { get in
            let part = try await get("/sub/app.js", ["Range: bytes=4-4"], "GET")
            #expect(part.status == "206")
            #expect(part.text == "a")
            #expect(part.header("Content-Range") == "bytes 4-4/9")
            let beyond = try await get("/sub/app.js", ["Range: bytes=9-"], "GET")
            #expect(beyond.status == "416")
            #expect(beyond.header("Content-Range") == "bytes */9")
            let tag = try #require(part.header("ETag"))
            #expect(try await get("/sub/app.js", ["Range: bytes=4-4", "If-Range: \(tag)"], "GET").status == "206")
            #expect(try await get("/sub/app.js", ["Range: bytes=4-4", "If-Range: \"x\""], "GET").status == "200")
        }
    }

    @Test("Text goes as gzip to clients that take it, with a tag of its own")
    func gzip() async throws {
        try await withFolder { get in
            let plain = try await get("/index.html", [], "GET")
            for _ in 0..<2 {
                let answer = try await get("/index.html", ["Accept-Encoding: gzip"], "GET")
                #expect(answer.header("Content-Encoding") == "gzip")
                #expect(answer.body.prefix(2) == [0x1F, 0x8B])
                #expect(answer.body.count < plain.body.count / 2)
                #expect(answer.header("ETag") != plain.header("ETag"))
                // What is in it: a header of ten bytes, compressed data, eight bytes of checks.
                let inflater = try #require(Inflater(windowBits: 15))
                var text = ByteBuffer()
                try Array(answer.body.dropFirst(10).dropLast(8)).withUnsafeBytes {
                    try inflater.append($0, to: &text, limit: 100_000)
                }
                #expect(String(buffer: text) == Self.page)
            }
            let tiny = try await get("/sub/app.js", ["Accept-Encoding: gzip"], "GET")
            #expect(tiny.header("Content-Encoding") == nil)
        }
    }

    @Test("A compressed file beside is sent as it is")
    func precompressed() async throws {
        try await withFolder { folder in
            try Data("compressed".utf8).write(to: URL(filePath: folder.path(of: "sub/app.js.gz")))
        } _: { get in
            let answer = try await get("/sub/app.js", ["Accept-Encoding: gzip"], "GET")
            #expect(answer.text == "compressed")
            #expect(answer.header("Content-Encoding") == "gzip")
            #expect(answer.header("Content-Type") == "text/javascript; charset=utf-8")
            #expect(try await get("/sub/app.js", [], "GET").text == "let a = 1")
        }
    }

    @Test("A large file comes in parts, as fast as it is taken")
    func large() async throws {
        let bytes = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try await withFolder { folder in
            try Data(bytes).write(to: URL(filePath: folder.path(of: "large.bin")))
        } _: { get in
            let answer = try await get("/large.bin", ["Accept-Encoding: gzip"], "GET")
            #expect(answer.header("Content-Type") == "application/octet-stream")
            #expect(answer.header("Content-Encoding") == nil)
            #expect(answer.body == bytes)
        }
    }

    @Test("Only reading is allowed, and the client protocol keeps its paths")
    func others() async throws {
        try await withFolder { get in
            let answer = try await get("/index.html", [], "DELETE")
            #expect(answer.status == "405")
            #expect(answer.header("Allow") == "GET, HEAD")
            #expect(try await get("/v0/channels", [], "GET").status == "403")
            #expect(try await get("/v0/nothing", [], "GET").text == #"{"ctrl":{"code":404,"text":"not found"}}"#)
        }
    }

    @Test("A folder that is not there cannot be served")
    func noFolder() throws {
        #expect(throws: StaticFiles.NoFolder.self) { try StaticFiles("/nowhere/at/all") }
    }
}
