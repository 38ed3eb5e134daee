import Foundation
import JSON
import ParleyClient
import RunningParley
import Testing

/// How the program starts, refuses to start, and stops.
@Suite struct StartingTests {
    @Test("The demonstration users, group and channel are made once")
    func seeding() async throws {
        try await withParley { server in
            for round in 1...2 {
                for login in ["alice", "bob", "carol", "dave", "eve", "frank", "xena"] {
                    let client = try await server.client(login)
                    await client.close()
                }
                let alice = try await server.client("alice")
                try await alice.subscribe("me")
                let answer = try await alice.get("me", .object(["what": .string("sub")]))
                let topics = try #require(answer?.object?["sub"]?.array)
                #expect(topics.count == 2, "in round \(round)")
                await server.stop()
                try await server.start()
            }
        }
    }

    @Test("A second server on the same folder says so and ends; the first goes on")
    func sameFolder() async throws {
        try await withParley { server in
            let second = try await ParleyProgram(["serve", "--data", server.folder.path, "--listen", "127.0.0.1:0"])
                .run()
            #expect(second.status == 69)
            #expect(second.errors.split(separator: "\n").count == 1)
            #expect(second.errors.contains(server.folder.path))
            let alice = try await server.client("alice")
            #expect(try await alice.subscribe("me").code == 200)
        }
    }

    @Test("A port that is taken is named, and the program ends")
    func takenPort() async throws {
        try await withParley { server in
            let port = await server.url.split(separator: ":")[2].prefix { $0.isNumber }
            let folder = server.folder.appending(path: "other")
            let second = try await ParleyProgram(
                ["serve", "--data", folder.path, "--listen", "127.0.0.1:\(port)", "--ops-listen", "127.0.0.1:0"]
            ).run()
            #expect(second.status == 69)
            #expect(second.errors.contains("127.0.0.1:\(port)"))
        }
    }

    @Test("All wrong settings are named at once, wherever they are, and the program ends with status 78")
    func wrongSettings() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(#"{"demo": "perhaps", "nonsense": 1}"#.utf8).write(to: file)
        let refused = try await ParleyProgram(
            ["serve", "--config", file.path, "--listen", "nowhere"],
            environment: ["PARLEY_GATEWAY_SHARDS": "many", "PARLEY_NO_SUCH_SETTING": "1"]
        ).run()
        #expect(refused.status == 78)
        for name in ["demo", "nonsense", "--listen", "PARLEY_GATEWAY_SHARDS", "PARLEY_NO_SUCH_SETTING"] {
            #expect(refused.errors.contains(name), "\(name) is not named")
        }
        let missing = try await ParleyProgram(["serve", "--config", "/no/such/file"]).run()
        #expect(missing.status == 78)
        #expect(missing.errors.contains("/no/such/file"))
    }

    @Test("Asked to stop, it ends its sessions and itself")
    func stopping() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            try await alice.subscribe("me")
            #expect(await server.stop() == 0)
            for await event in alice.events where event == .closed { return }
            Issue.record("the session was not ended")
        }
    }
}
