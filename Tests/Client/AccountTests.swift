import JSON
import ParleyClient
import RunningParley
import Testing

/// Making accounts and logging in, as the SDK does it.
@Suite struct AccountTests {
    @Test("The handshake tells what the server allows, in the version that both speak")
    func hello() async throws {
        try await withParley { server in
            let client = try await Client.connect(to: server.url, timeout: .seconds(30))
            let greeting = try await client.hello(language: "de", platform: "web")
            #expect(greeting.code == 201)
            #expect(greeting["ver"]?.string == Client.protocolVersion)
            #expect((greeting["maxMessageSize"]?.int ?? 0) > 0)
        }
    }

    @Test("An account is made, its credential proved, its password changed; in the end it is deleted")
    func life() async throws {
        try await withParley { server in
            let first = try await server.connect()
            let made = try await first.createAccount(
                login: "grace", password: "grace123", name: "Grace", tags: ["navy"],
                credentials: [AccountCredential(method: "email", value: "grace@example.com")])
            #expect(made.code == 300, "the address is still to be proved")
            #expect(made["cred"]?.array?.compactMap(\.string) == ["email"])

            let welcome = try await first.login(
                basic: "grace", password: "grace123",
                credentials: [AccountCredential(method: "email", response: "123456")])
            #expect(welcome.code == 200)
            let token = try #require(welcome["token"]?.string)
            try await first.subscribe("me")
            let card = try await first.description(of: "me")?.object?["public"]?.object
            #expect(card?["fn"]?.string == "Grace")
            let tags = try await first.tags(of: "me")
            #expect(tags.contains("navy"))
            let credential = try #require(try await first.credentials().first?.object)
            #expect(credential["val"]?.string == "grace@example.com")
            #expect(credential["done"]?.bool == true)
            try await first.changePassword(to: "hopper456")

            let second = try await server.connect()
            await #expect(throws: ClientError.self) { try await second.login(basic: "grace", password: "grace123") }
            try await second.login(basic: "grace", password: "hopper456")

            let third = try await server.connect()
            #expect(try await third.login(token: token)["user"]?.string == welcome["user"]?.string)
            try await third.deleteAccount()
            for await _ in third.events {}
            await #expect(throws: ClientError.closed) { try await third.tags(of: "me") }
        }
    }

    @Test("An anonymous account has its token for its only key")
    func anonymous() async throws {
        try await withParley(demo: false) { server in
            let guest = try await server.connect()
            let made = try await guest.createAnonymousAccount(name: "Guest")
            #expect(made["authlvl"]?.string == "anon")
            let token = try #require(made["token"]?.string)
            let again = try await server.connect()
            #expect(try await again.login(token: token)["user"]?.string == made["user"]?.string)
        }
    }

    @Test("An account can be made without logging in to it")
    func quiet() async throws {
        try await withParley(demo: false) { server in
            let client = try await server.connect()
            let made = try await client.createAccount(
                login: "grace", password: "grace123", name: "Grace", logsIn: false)
            #expect(made.code == 201)
            #expect(made["token"] == nil)
            try await client.login(basic: "grace", password: "grace123")
        }
    }
}
