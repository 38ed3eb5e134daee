import Presence
import Testing

@Suite("Who one is at Redis", .timeLimit(.minutes(1)))
struct RedisLoginTests {
    private func ask(_ presence: RedisPresence) async -> PresenceError? {
        do {
            _ = try await presence.nodes()
            return nil
        } catch {
            return error
        }
    }

    @Test("with the password, and as a user, one is let in to the database that was named")
    func letIn() async throws {
        let server = try await RedisServer(password: "hunter2")
        try await server.command("ACL", "SETUSER", "parley", "on", ">other secret", "~*", "&*", "+@all")
        for credentials in [":hunter2", "parley:other%20secret"] {
            let address = try RedisAddress("redis://\(credentials)@127.0.0.1:\(server.port)/5")
            let presence = RedisPresence(address, settings: .forTests, logger: .silent)
            try await presence.renewLease(NodeID("node"), address: "a", ttl: .seconds(60))
            #expect(try await server.command("-n", "5", "EXISTS", "parley:lease:node").contains("1"))
            #expect(try await server.command("CLIENT", "LIST").contains("name=parley "))
        }
    }

    @Test("with a wrong password or none, or another's database, nothing works, and nobody reads the password")
    func notLetIn() async throws {
        let server = try await RedisServer(password: "hunter2")
        for credentials in [":hunter3@", "hunter3:hunter3@", "", ":hunter2@"] {
            let log = LogLines()
            let address = try RedisAddress(
                "redis://\(credentials)127.0.0.1:\(server.port)/\(credentials == ":hunter2@" ? 99 : 0)")
            let presence = RedisPresence(address, settings: .forTests, logger: log.logger)
            #expect(await ask(presence) == .unavailable)
            #expect(!presence.isConnected)
            #expect(log.all.contains { $0.contains("Redis is gone") })
            #expect(!log.all.contains { $0.contains("hunter") })
        }
    }

    @Test("a user who may not do everything is told what is missing, and still has its leases")
    func restrictedUser() async throws {
        let server = try await RedisServer()
        try await server.command(
            "ACL", "SETUSER", "parley", "on", ">secret", "~parley:*", "&parley:*", "+@all", "-@dangerous")
        let address = try RedisAddress("redis://parley:secret@127.0.0.1:\(server.port)")
        let presence = RedisPresence(address, settings: .forTests, logger: .silent)
        let node = NodeID("node")
        #expect(try await presence.renewLease(node, address: "a", ttl: .seconds(60)) == .started)
        #expect(try await presence.renewLease(node, address: "a", ttl: .seconds(60)) == .renewed)
        try await presence.addInterest(["grpA"], node: node)
        #expect(try await presence.interested(in: ["grpA"]) == [[node]])
        var payloads = try await presence.subscribe(node).makeAsyncIterator()
        presence.publish([1], to: [node])
        #expect(await payloads.next() == [1])
    }
}
