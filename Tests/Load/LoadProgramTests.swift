import Foundation
import RunningParley
import Testing

@testable import Load

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// `parley load` as it is called.
@Suite(.timeLimit(.minutes(5))) struct LoadProgramTests {
    private static func load(
        _ arguments: String...
    ) async throws -> (status: Int32, output: String, errors: String) {
        try await ParleyProgram(["load"] + arguments).run()
    }

    /// Waits until a server has stored messages.
    private static func wait(forMessagesAt ops: String) async throws {
        let url = try #require(URL(string: "\(ops)/metrics"))
        let stored = /parley_message_stored_total [1-9]/
        while try await !String(decoding: URLSession.shared.data(from: url).0, as: UTF8.self).contains(stored) {
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    @Test("A run says what it measured, and writes it as JSON and as a page that needs nothing else")
    func reports() async throws {
        let files = try TemporaryPath()
        let (json, html) = (files.path + ".json", files.path + ".html")
        let run = try await withParley(demo: false) { server in
            try await Self.load(
                "pairs", "--url", await server.url, "--pairs", "2", "--in-flight", "2", "--duration", "3s",
                "--warm-up", "100ms", "--json", json, "--html", html)
        }
        #expect(run.status == 0, "\(run)")
        #expect(run.errors == "")
        #expect(run.output.contains("messages acknowledged"))
        #expect(run.output.contains("no message lost, duplicated, out of order or unanswered"))
        let document = try LoadDocument(reading: json)
        #expect(document.faults == [:])
        #expect(document.figures["messagesPerSecond"] ?? 0 > 0)
        #expect(document.figures["acknowledgementP99"] ?? 0 > 0)
        let page = try String(contentsOfFile: html, encoding: .utf8)
        #expect(page.contains("<svg"))
        #expect(page.contains("Times by percentile"))
        for reference in ["src=", "href=", "@import", "url("] { #expect(!page.contains(reference)) }
    }

    @Test("Several processes are one run: they begin together, share the users, and their results merge")
    func shares() async throws {
        let files = try TemporaryPath()
        let merged = files.path + "-all.json"
        try await withParley(demo: false) { server in
            let url = await server.url
            try await withThrowingTaskGroup(of: Int32.self) { group in
                for share in 1...3 {
                    group.addTask {
                        try await Self.load(
                            "group", "--url", url, "--sessions", "10", "--publishers", "3", "--rate", "60",
                            "--duration", "1s", "--warm-up", "100ms", "--share", "\(share)/3", "--rendezvous",
                            files.folder.path + "/meeting", "--json", "\(files.path)-\(share).json"
                        ).status
                    }
                }
                for try await status in group { #expect(status == 0) }
            }
        }
        let run = try await Self.load(
            "merge", files.path + "-1.json", files.path + "-2.json", files.path + "-3.json", "--json", merged)
        #expect(run.status == 0, "\(run)")
        let result = try LoadDocument(reading: merged).result
        #expect(result.shares == 3)
        #expect(result.users == 10)
        #expect(result.audience == 10)
        #expect(result[.sent] == 66)
        #expect(result[.delivered] == 660)
        #expect(result.rounds.count == 60)
        #expect(result.rounds.allSatisfy { $0.copies == 10 })
        #expect(result.lastDelivery.count == 60)
    }

    @Test("Ctrl-C ends a run early, with its report")
    func interrupted() async throws {
        let files = try TemporaryPath()
        try await withParley(demo: false) { server in
            let program = try ParleyProgram(
                ["load", "group", "--url", await server.url, "--sessions", "3", "--publishers", "1", "--rate", "50"]
                    + ["--duration", "10m", "--warm-up", "0s", "--json", files.path]
            ).start()
            try await Self.wait(forMessagesAt: await server.ops)
            #expect(await program.end(with: SIGINT, within: .seconds(60)) == 0)
        }
        let result = try LoadDocument(reading: files.path).result
        #expect(result.wasInterrupted)
        #expect(result.seconds < 120)
        #expect(result[.delivered] == 3 * result[.acknowledged])
    }

    @Test("Where nobody is, one line and status 69")
    func unreachable() async throws {
        let run = try await Self.load("pairs", "--url", "ws://127.0.0.1:1")
        #expect(run.status == 69)
        #expect(run.output == "")
        #expect(run.errors == "parley: cannot reach ws://127.0.0.1:1: nothing listens there\n")
    }

    @Test(
        "A wrong call is status 64",
        arguments: [
            ["pairs", "--url", "http://127.0.0.1:1"], ["pairs", "--pairs", "0"], ["pairs", "--rate", "0"],
            ["pairs", "--duration", "long"], ["group", "--sessions", "2", "--publishers", "3"],
            ["group", "--share", "3/2"], ["group", "--share", "1/2"], ["pairs", "--threads", "0"],
            ["mixed", "--group-size", "3"], ["idle", "--connections", "1000000000"], ["pairs", "--users", "/nothing"],
            ["merge", "/nothing"], ["nothing"],
        ])
    func wrongCalls(_ arguments: [String]) async throws {
        let run = try await ParleyProgram(["load"] + arguments).run()
        #expect(run.status == 64, "\(run)")
        #expect(run.output == "")
        #expect(!run.errors.isEmpty)
    }

    @Test("A wrong API key is status 77")
    func wrongKey() async throws {
        let run = try await withParley(demo: false) { server in
            try await Self.load("pairs", "--url", await server.url, "--api-key", "wrong")
        }
        #expect(run.status == 77)
        #expect(run.errors.hasSuffix("a wrong path, or a wrong API key\n"))
    }
}
