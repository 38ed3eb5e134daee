import Auth
import Chat
import Contracts
import RPC
import Testing

@Suite("Creating accounts", .timeLimit(.minutes(1)))
struct CreatingTests {
    let fixture: AuthFixture

    init() throws {
        fixture = try AuthFixture { settings in
            settings.requiredCredentials = ["email"]
            settings.debugResponse = "123456"
        }
    }

    private func create(
        _ secret: String, tags: [String] = [], email: String? = nil, trusted: String = ""
    ) async throws(RPCStatus) -> Authentication {
        try await fixture.auth.createAccount(
            CreateAccountRequest(
                scheme: "basic", secret: Array(secret.utf8), tags: tags,
                publicJSON: Array(#"{"fn":"Ann","x":null}"#.utf8),
                privateJSON: Array(#"{"c":1}"#.utf8), trustedJSON: Array(trusted.utf8),
                credentials: email.map { [Credential(method: "email", value: $0)] } ?? [], logsIn: true))
    }

    @Test(
        "a login or password that nobody may have is a violation of policy, before anything else is looked at",
        arguments: ["ann:short", "annuser:12345", "ann:longenough", "ann user:longenough", "a@nn:longenough"])
    func weak(_ secret: String) async {
        await #expect(throws: RPCStatus.policyViolation(what: "auth")) {
            try await create(secret, tags: ["email:x@y.com"])
        }
    }

    @Test("tags that prove something cannot be taken, missing credentials or not")
    func restrictedTags() async {
        await #expect(throws: RPCStatus.notYours(what: "tags")) {
            try await create("annuser1:annpass1", tags: ["Hiking", "email:x@y.com"])
        }
    }

    @Test("a credential that is required has to be named")
    func missing() async {
        await #expect(throws: RPCStatus.missingCredentials(["email"])) {
            try await create("annuser1:annpass1", tags: ["Hiking"])
        }
    }

    @Test("a taken login and a taken address are told apart")
    func taken() async throws {
        var alice = SeedAccount(login: "alice", password: "alice123", email: "alice@example.com")
        alice.publicJSON = Array(#"{"fn":"Alice"}"#.utf8)
        try await fixture.service.ensureAccount(alice)
        await #expect(throws: RPCStatus.duplicate(what: "auth")) {
            try await create("Alice:annpass1", email: "ann@example.com")
        }
        await #expect(throws: RPCStatus.duplicate()) {
            try await create("annuser1:annpass1", email: "ALICE@example.com")
        }
    }

    @Test("a new account is described, and still has to prove its address")
    func created() async throws {
        let reply = try await create("AnnUser1:annpass1", tags: ["Hiking"], email: "ann@example.com")
        #expect(reply.level == 20)
        #expect(reply.token.count == 50)
        #expect(reply.missingCredentials == ["email"])
        let account = try #require(reply.account)
        #expect(account.publicJSON == Array(#"{"fn":"Ann"}"#.utf8))
        #expect(account.privateJSON == Array(#"{"c":1}"#.utf8))
        #expect(account.tags == ["hiking", "basic:annuser1"])
        #expect(account.defaultAccess.map(DefaultAccess.init) == AccountRecord.usualAccess)
        #expect(account.credentials == [Credential(method: "email", value: "ann@example.com")])
    }

    @Test("an anonymous account needs nothing, and has its token alone")
    func anonymous() async throws {
        let reply = try await fixture.auth.createAccount(CreateAccountRequest(scheme: "anonymous", logsIn: true))
        #expect(reply.level == 10)
        #expect(reply.missingCredentials.isEmpty)
        let again = try await fixture.login(token: reply.token)
        #expect(again.user == reply.user)
        #expect(again.level == 10)
    }

    @Test("what is trusted is for root to say, and nobody owns a private chat")
    func trusted() async throws {
        await #expect(throws: RPCStatus.permissionDenied) {
            try await create("annuser1:annpass1", email: "ann@example.com", trusted: #"{"staff":true}"#)
        }
        let reply = try await fixture.auth.createAccount(
            CreateAccountRequest(
                scheme: "anonymous", trustedJSON: Array(#"{"staff":true}"#.utf8),
                defaultAccess: DefaultAccessPair(authenticated: 255, anonymous: 129)),
            as: try await fixture.root())
        #expect(reply.token.isEmpty)
        #expect(reply.account?.trustedJSON == Array(#"{"staff":true}"#.utf8))
        #expect(reply.account?.defaultAccess == DefaultAccessPair(authenticated: 127, anonymous: 1))
    }

    @Test("other schemes are unknown, and bytes that are no secret malformed")
    func unreadable() async {
        await #expect(throws: RPCStatus.unknownScheme) {
            try await fixture.auth.createAccount(CreateAccountRequest(scheme: "rest"))
        }
        await #expect(throws: RPCStatus.malformed("secret")) { try await create("nocolon") }
    }

    @Test("a seed is planted once, whatever has become of it")
    func seed() async throws {
        let bob = SeedAccount(login: "bob", password: "bob123", email: "bob@example.com")
        let user = try await fixture.service.ensureAccount(bob)
        #expect(try await fixture.service.ensureAccount(bob) == user)
        let reply = try await fixture.login("bob:bob123")
        #expect(reply.user == user.rawValue)
        #expect(reply.missingCredentials.isEmpty)
    }
}
