import Foundation
import JSON
import ParleyClient
import RunningParley
import TestKit
import Testing

/// How the program starts, refuses to start, and stops.
@Suite(.timeLimit(.minutes(5))) struct StartingTests {
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

    @Test("A port that is taken is named in one line, and the program ends", arguments: ParleyPort.allCases)
    func takenPort(of port: ParleyPort) async throws {
        let (taken, folder) = (try TakenPort(), try TemporaryFolder())
        let address = "127.0.0.1:\(taken.number)"
        let others = ParleyPort.allCases.filter { $0 != port }.flatMap { [$0.flag, "127.0.0.1:0"] }
        let program = ParleyProgram(["serve", "--data", folder.path, port.flag, address] + others)
        let refused = try await program.run()
        #expect(refused.status == 69)
        #expect(refused.errors.split(separator: "\n").count == 1, "\(refused.errors)")
        #expect(refused.errors.hasPrefix("parley: ") && refused.errors.contains(address), "\(refused.errors)")
        #expect(refused.output.isEmpty, "it says that it is up")
        withExtendedLifetime(taken) {}
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

    @Test(
        "A secret or a file that cannot be used is named in one line, and the program ends",
        arguments: [
            (["PARLEY_AUTH_TOKEN_KEY": "too short"], "auth.tokenKey", 78),
            (
                [
                    "PARLEY_AUTH_MAIL_SERVER": "127.0.0.1:25", "PARLEY_AUTH_MAIL_FROM": "parley@example.com",
                    "PARLEY_AUTH_MAIL_ROOTS": "/no/such/roots.pem",
                ], "/no/such/roots.pem", 78
            ),
            ([:], "auth-token.key", 69),
        ] as [([String: String], String, Int32)])
    func unusableSecrets(environment: [String: String], named: String, status: Int32) async throws {
        let folder = try TemporaryFolder()
        // Others may read the key of this folder, which counts where no setting is in its place.
        let key = folder.path(of: "auth-token.key")
        try Data(0..<32).write(to: URL(fileURLWithPath: key))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        let ports = ParleyPort.allCases.flatMap { [$0.flag, "127.0.0.1:0"] }
        let refused = try await ParleyProgram(["serve", "--data", folder.path] + ports, environment: environment).run()
        #expect(refused.status == status)
        #expect(refused.errors.split(separator: "\n").count == 1, "\(refused.errors)")
        #expect(refused.errors.hasPrefix("parley: ") && refused.errors.contains(named), "\(refused.errors)")
    }

    @Test("Asked to stop, it tells its sessions to come back, and ends", arguments: [SIGTERM, SIGINT])
    func stopping(signal: Int32) async throws {
        try await withParley { server in
            let port = try #require(await server.ports[.clients])
            let guest = try await BareWebSocket(port: port)
            let alice = try await BareWebSocket(port: port)
            let secret = BasicSecret.text(login: "alice", password: "alice123")
            try alice.send(#"{"hi":{"id":"1","ver":"0.25"}}"#)
            try alice.send(#"{"login":{"id":"2","scheme":"basic","secret":"\#(secret)"}}"#)
            try alice.send(#"{"sub":{"id":"3","topic":"me"}}"#)
            for id in ["1", "2", "3"] {
                #expect(try await alice.reply().id == id)
            }
            #expect(await server.stop(with: signal) == 0)
            for session in [guest, alice] {
                #expect(await session.rest().last == .close(code: 1012))
            }
        }
    }
}

extension BareWebSocket {
    /// The next reply, whatever comes before it.
    fileprivate func reply() async throws -> ServerFrameCheck.Control {
        for await frame in frames {
            guard case .text(let text) = frame else { continue }
            if let control = try ServerFrameCheck.control(in: text) { return control }
        }
        throw ClientError.closed
    }
}
