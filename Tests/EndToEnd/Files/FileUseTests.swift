import Foundation
import JSON
import ParleyClient
import RunningParley
import Testing

/// Files stay as long as something uses them, and no longer.
@Suite(.timeLimit(.minutes(5))) struct FileUseTests {
    /// What the server is told: nothing that is unused is kept for long, but until it is used.
    private static let hasty = ["PARLEY_GATEWAY_FILES_UNUSED": "4s"]

    /// Waits until a file is gone.
    private func waitForEnd(of url: String, by client: FileClient) async throws {
        while try await client.get(url).status != 404 { try await Task.sleep(for: .milliseconds(200)) }
    }

    /// A file was not taken in.
    private struct NotTaken: Error {
        let status: Int
    }

    private func upload(_ client: FileClient, _ text: String) async throws -> String {
        let answer = try await client.upload(Array(text.utf8))
        guard let url = answer.url else { throw NotTaken(status: answer.status) }
        return url
    }

    /// Sends a request that names files, and waits for its answer.
    private func ask(_ client: Client, _ request: String, files: [String]) async throws -> Control {
        let list = files.map { "\"\($0)\"" }.joined(separator: ",")
        try await client.send(raw: "{\(request),\"extra\":{\"attachments\":[\(list)]}}")
        return try await client.nextControl()
    }

    private func json(_ text: String) throws -> RawJSON {
        try RawJSON(validating: Array(text.utf8))
    }

    /// How many files have gone because nothing used them.
    private func collected(_ server: RunningParley) async throws -> Int {
        let lines = try await HTTPAnswer(of: "\(await server.ops)/metrics").text.split(separator: "\n")
        let line = lines.first { $0.hasPrefix("parley_gateway_files_collected_total ") }
        return line?.split(separator: " ").last.flatMap { Int($0) } ?? 0
    }

    private func kept(_ server: RunningParley) -> Int {
        let folder = server.folder.appending(path: "files").path
        let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return all.count { $0.split(separator: "/").count == 3 }
    }

    @Test("A file that nothing uses goes; one in a message stays until that is deleted for everybody")
    func messages() async throws {
        try await withParley(environment: Self.hasty) { server in
            let alice = try await server.client("alice")
            let files = try await FileClient(server)
            let topic = try #require(try await alice.subscribe("new").topic)
            let (used, shared) = (try await upload(files, "used"), try await upload(files, "shared"))
            let first = try await alice.publish(
                topic, content: .string("one"), attachments: [used, shared, "/v0/file/s/AAAAAAAAAAA", "nonsense"])
            let second = try await alice.publish(topic, content: .string("two"), attachments: [shared])
            let unused = try await upload(files, "unused")
            try await waitForEnd(of: unused, by: files)
            #expect(try await files.get(used).status == 200)

            try await alice.delete(topic, json(#"{"what":"msg","delseq":[{"low":\#(first)}]}"#))
            let later = try await upload(files, "later")
            try await waitForEnd(of: later, by: files)
            #expect(try await files.get(used).status == 200, "deleted for herself alone")

            try await alice.delete(
                topic, json(#"{"what":"msg","hard":true,"delseq":[{"low":\#(first)}]}"#))
            try await waitForEnd(of: used, by: files)
            #expect(try await files.get(shared).status == 200)
            try await alice.delete(
                topic, json(#"{"what":"msg","hard":true,"delseq":[{"low":\#(second)}]}"#))
            try await waitForEnd(of: shared, by: files)
            while kept(server) > 0 { try await Task.sleep(for: .milliseconds(100)) }
            // It is counted after it has gone.
            while try await collected(server) < 4 { try await Task.sleep(for: .milliseconds(100)) }
            let total = try await collected(server)
            #expect(total == 4)
        }
    }

    @Test("A topic that is deleted takes its files along")
    func topics() async throws {
        try await withParley(environment: Self.hasty) { server in
            let alice = try await server.client("alice")
            let files = try await FileClient(server)
            let topic = try #require(try await alice.subscribe("new").topic)
            let (message, picture) = (try await upload(files, "message"), try await upload(files, "picture"))
            try await alice.publish(topic, content: .string("one"), attachments: [message])
            let answer = try await ask(
                alice, #""set":{"id":"s","topic":"\#(topic)","desc":{"public":{"photo":{"ref":"\#(picture)"}}}}"#,
                files: [picture])
            #expect(answer.code == 200)
            try await waitForEnd(of: try await upload(files, "unused"), by: files)
            #expect(try await files.get(message).status == 200)
            #expect(try await files.get(picture).status == 200)
            try await alice.delete(topic, json(#"{"what":"topic","hard":true}"#))
            try await waitForEnd(of: message, by: files)
            try await waitForEnd(of: picture, by: files)
        }
    }

    @Test("An account's picture comes with it, stays while other things change, and goes with it")
    func accounts() async throws {
        try await withParley(demo: false, environment: Self.hasty) { server in
            let stranger = try await FileClient(server, as: nil)
            let picture = try #require(
                try await stranger.upload(Array("picture".utf8), fields: [("topic", "newacc")]).url)
            let gina = try await server.connect()
            let secret = Data("gina:gina123".utf8).base64EncodedString()
            let made = try await ask(
                gina,
                #""acc":{"id":"a","user":"new","scheme":"basic","secret":"\#(secret)","login":true,"desc":{"public":"#
                    + #"{"fn":"Gina","photo":{"ref":"\#(picture)"}}}}"#, files: [picture])
            #expect(made.code < 300)
            let files = try await FileClient(server, as: "gina")
            try await waitForEnd(of: try await upload(files, "unused"), by: files)
            #expect(try await files.get(picture).status == 200)
            try await gina.subscribe("me")
            try await gina.set("me", json(#"{"desc":{"public":{"fn":"Gina G."}}}"#))
            try await waitForEnd(of: try await upload(files, "unused"), by: files)
            #expect(try await files.get(picture).status == 200)
            let token = try #require(
                try await server.connect().createAnonymousAccount(name: "Ida")["token"]?.string)
            var ida = stranger
            ida.headers.append(("X-Tinode-Auth", "Token \(token)"))
            try await gina.deleteAccount()
            try await waitForEnd(of: picture, by: ida)
        }
    }

    @Test("A server that is killed loses no file that an acknowledged message or a picture uses")
    func killed() async throws {
        try await withParley(environment: ["PARLEY_GATEWAY_FILES_UNUSED": "15s"]) { server in
            var used: [String] = []
            for round in 0..<3 {
                let alice = try await server.client("alice")
                let files = try await FileClient(server)
                let topic = try #require(try await alice.subscribe("new").topic)
                let picture = try await upload(files, "picture \(round)")
                let answer = try await ask(
                    alice, #""set":{"id":"s","topic":"\#(topic)","desc":{"public":{"photo":{"ref":"\#(picture)"}}}}"#,
                    files: [picture])
                #expect(answer.code == 200)
                used.append(picture)
                used += await withTaskGroup(of: String?.self) { group in
                    for number in 0..<12 {
                        group.addTask {
                            guard let url = try? await upload(files, "\(round) \(number)") else { return nil }
                            let sent = try? await alice.publish(topic, content: .string(url), attachments: [url])
                            return sent.map { _ in url }
                        }
                    }
                    var acknowledged: [String] = []
                    for await url in group {
                        acknowledged += url.map { [$0] } ?? []
                        // While the others are on their way.
                        if acknowledged.count == 4 { await server.kill() }
                    }
                    return acknowledged
                }
                try await server.start()
            }
            #expect(used.count >= 15)
            let files = try await FileClient(server)
            try await waitForEnd(of: try await upload(files, "unused"), by: files)
            for url in used { #expect(try await files.get(url).status == 200) }
        }
    }
}
