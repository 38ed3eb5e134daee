import Contracts
import Foundation
import RPC
import RunningMongo
import RunningParley
import Storage
import TestKit
import Testing

/// A service whose database is not there, or not as it needs it.
@Suite(.timeLimit(.minutes(5))) struct WaitingTests {
    private func program(_ name: String, in folder: TemporaryFolder, mongo: RunningMongo) -> ParleyProgram {
        ParleyProgram(
            ["--data", folder.path, "--rpc-listen", "127.0.0.1:0", "--ops-listen", "127.0.0.1:0"], of: name,
            environment: [
                "PARLEY_RPC_PLAINTEXT": "true", "PARLEY_MONGO_URL": mongo.address,
                "PARLEY_AUTH_TOKEN_KEY": String(repeating: "k", count: 32),
            ])
    }

    private func ops(_ lines: [String]) throws -> String {
        let words = lines.flatMap { $0.split(separator: " ") }
        return String(try #require(words.first { $0.hasPrefix("http://") }).dropLast("/ready".count))
    }

    @Test(
        "A service that waits for MongoDB says so, and is up once it is there",
        arguments: ["parley-auth", "parley-group", "parley-message"])
    func waiting(name: String) async throws {
        try await withServerTurn {
            let folder = try TemporaryFolder()
            let mongo = try RunningMongo()
            let service = try program(name, in: folder, mongo: mongo).start()
            let ops = try ops(try await service.output(upTo: "\(name) is starting"))
            #expect(try await HTTPAnswer(of: "\(ops)/live").status == 200)
            #expect(try await HTTPAnswer(of: "\(ops)/metrics").status == 200)
            var ready = try await HTTPAnswer(of: "\(ops)/ready")
            while !ready.text.contains("mongodb"), ready.status == 503 {
                try await Task.sleep(for: .milliseconds(100))
                ready = try await HTTPAnswer(of: "\(ops)/ready")
            }
            #expect(ready.status == 503)
            #expect(ready.text.contains("MongoDB cannot be reached at 127.0.0.1:"))
            try await mongo.start()
            _ = try await service.output(upTo: "\(name) is up")
            var isReady = false
            while !isReady { isReady = try await HTTPAnswer(of: "\(ops)/ready").status == 200 }
            #expect(await service.end(with: SIGTERM) == 0)
            await mongo.end()
        }
    }

    @Test("RPCs are answered UNAVAILABLE while a service starts, and it ends when asked to")
    func calls() async throws {
        try await withServerTurn {
            let folder = try TemporaryFolder()
            let port = try TakenPort.free()
            let service = try ParleyProgram(
                ["--data", folder.path, "--rpc-listen", "127.0.0.1:\(port)", "--ops-listen", "127.0.0.1:0"],
                of: "parley-message",
                environment: [
                    "PARLEY_RPC_PLAINTEXT": "true", "PARLEY_MONGO_URL": "mongodb://127.0.0.1:1/?replicaSet=rs0",
                ]
            ).start()
            _ = try await service.output(upTo: "parley-message is starting")
            let transport = try await HTTP2RPCTransport.connect(to: RPCAddress(host: "127.0.0.1", port: port))
            let status = await #expect(throws: RPCStatus.self) {
                try await MessageStub(transport).getStates(GetStatesRequest())
            }
            #expect(status?.code == .unavailable)
            let health = try await RPCClient(transport).call(HealthService.check, HealthCheckRequest())
            #expect(health.status == .notServing)
            await transport.close()
            #expect(await service.end(with: SIGTERM) == 0)
        }
    }

    @Test("A database of a later version, and one with another index, end the program with 69 and one clear line")
    func otherSchema() async throws {
        try await withServerTurn {
            let folder = try TemporaryFolder()
            let mongo = try RunningMongo()
            try await mongo.start()
            let newer = try MongoDatabase("parley-auth", settings: mongo.settings)
            try await newer.perform { db in try db.insert([["_id": "version", "number": 99]], into: "schema") }
            let refused = try await program("parley-auth", in: folder, mongo: mongo).run()
            #expect(refused.status == 69)
            #expect(refused.errors.contains("parley-auth: Database parley-auth has schema version 99"))
            let different = try MongoDatabase("parley-message", settings: mongo.settings)
            try await different.perform { db in
                _ = try db.command([
                    "createIndexes": "messages", "indexes": [["name": "place", "key": ["topic": 1], "unique": true]],
                ])
            }
            let stopped = try await program("parley-message", in: folder, mongo: mongo).run()
            #expect(stopped.status == 69)
            #expect(stopped.errors.contains("parley-message: Index place of parley-message.messages"))
            await newer.close()
            await different.close()
            await mongo.end()
        }
    }
}
