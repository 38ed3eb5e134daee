import JSON
import ParleyClient
import RunningParley
import Testing

/// What the server refuses arrives as an error that can be told from others.
@Suite struct RefusalTests {
    @Test("Each refusal has the code of the protocol, and leaves the session usable")
    func codes() async throws {
        try await withParley { server in
            let early = try await Client.connect(to: server.url, timeout: .seconds(30))
            #expect(try await refusal { try await early.subscribe("me") } == 409)
            let client = try await server.connect()
            #expect(try await refusal { try await client.subscribe("me") } == 401)
            #expect(try await refusal { try await client.login(basic: "alice", password: "wrong") } == 401)
            #expect(try await refusal { try await client.login(token: "AAAA") } == 401)
            try await client.login(basic: "alice", password: "alice123")
            #expect(try await refusal { try await client.login(basic: "bob", password: "bob123") } == 409)
            #expect(try await refusal { try await client.subscribe("grpNoSuchTopic") } == 404)
            #expect(try await refusal { try await client.publish("grpNoSuchTopic", text: "x") } == 409)
            #expect(try await refusal { try await client.publish("me", text: "x") } == 403)
            #expect(try await client.subscribe("me").code == 200)
        }
    }

    @Test("A wrong path and a wrong key are told from a server that is not there")
    func notUpgraded() async throws {
        try await withParley { server in
            let url = await server.url
            await #expect(throws: ClientError.notUpgraded) { try await Client.connect(to: url, apiKey: "wrong") }
            await #expect(throws: ClientError.notUpgraded) { try await Client.connect(to: url + "/nowhere") }
            await server.kill()
            let gone = ClientError.unreachable("nothing listens there")
            await #expect(throws: gone) { try await Client.connect(to: url) }
        }
    }

    @Test("What takes connections and never answers is given up after a while")
    func silence() async throws {
        let listener = try SilentListener()
        let reason = ClientError.unreachable("something listens there, but does not answer")
        await #expect(throws: reason) { try await Client.connect(to: "ws://127.0.0.1:\(listener.port)") }
    }

    @Test("A host without a name is unreachable")
    func noHost() async throws {
        do {
            _ = try await Client.connect(to: "ws://no-such-host.invalid")
            Issue.record("connected to a host that does not exist")
        } catch {
            guard case .unreachable(let reason) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(!reason.isEmpty)
        }
    }
}
