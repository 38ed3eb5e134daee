import Auth
import Chat
import Contracts
import RPC
import Testing

@Suite("A forgotten password", .timeLimit(.minutes(1)))
struct ResettingTests {
    let fixture: AuthFixture

    init() throws {
        fixture = try AuthFixture()
    }

    /// An account with a proved address.
    private func account() async throws -> Authentication {
        let made = try await fixture.account(email: "ann@example.com").reply
        let code = try #require(fixture.codes["ann@example.com"])
        return try await fixture.login(
            token: made.token, [Credential(method: "email", response: code)])
    }

    private func ask(_ secret: String = "basic:email:ann@example.com") async throws(RPCStatus) {
        _ = try await fixture.auth.resetSecret(ResetSecretRequest(secret: Array(secret.utf8), language: "de-CH"))
    }

    private func change(_ code: String, to secret: String = ":newpass1", _ address: String = "ann@example.com")
        async throws(RPCStatus)
    {
        _ = try await fixture.auth.changeSecret(
            ChangeSecretRequest(
                scheme: "basic", secret: Array(secret.utf8), temporaryScheme: "code",
                temporarySecret: Array("\(code):email:\(address)".utf8)))
    }

    private let wrong = RPCStatus.authenticationFailed(what: "auth")

    @Test("is replaced with the code that was sent, once")
    func reset() async throws {
        let user = try await account().user
        try await ask()
        let letter = try #require(fixture.codes.letters.last)
        #expect((letter.purpose, letter.language, letter.login) == (.reset, "de-CH", "annie"))
        try await change(letter.code)
        #expect(try await fixture.login("annie:newpass1").user == user)
        await #expect(throws: RPCStatus.authenticationFailed()) { try await fixture.login("annie:secret1") }
        await #expect(throws: wrong) { try await change(letter.code, to: ":newpass2") }
    }

    @Test("gets the same answer whether or not somebody has the address; only who proved it gets a code")
    func unknown() async throws {
        try await fixture.account(email: "unproved@example.com")
        let sent = fixture.codes.letters.count
        try await ask("basic:email:nobody@example.com")
        try await ask("basic:email:unproved@example.com")
        try await ask("basic:tel:+17025550000")
        #expect(fixture.codes.letters.count == sent)
        await #expect(throws: wrong) { try await change("123456", "nobody@example.com") }
    }

    @Test("request has to make sense", arguments: ["", "basic", "basic:email", "basic:fax:1", "basic:email:ann"])
    func malformed(_ secret: String) async {
        await #expect(throws: RPCStatus.malformed("secret")) { try await ask(secret) }
        await #expect(throws: RPCStatus.unknownScheme) { try await ask("magic:email:a@b.cd") }
    }

    @Test("takes three answers, and asking again does not bring more")
    func guessing() async throws {
        _ = try await account()
        try await ask()
        let code = try #require(fixture.codes.letters.last?.code)
        for _ in 0..<2 { await #expect(throws: wrong) { try await change("x") } }
        try await ask()
        #expect(fixture.codes.letters.last?.code == code)
        await #expect(throws: wrong) { try await change("x") }
        let sent = fixture.codes.letters.count
        try await ask()
        #expect(fixture.codes.letters.count == sent)
        await #expect(throws: wrong) { try await change(code) }
        fixture.letPass(.seconds(900))
        try await ask()
        try await change(try #require(fixture.codes.letters.last?.code))
    }

    @Test("code ends after 15 minutes")
    func expiry() async throws {
        _ = try await account()
        try await ask()
        let code = try #require(fixture.codes.letters.last?.code)
        fixture.letPass(.seconds(900))
        await #expect(throws: wrong) { try await change(code) }
    }

    @Test("code survives a new password that nobody may have")
    func weak() async throws {
        _ = try await account()
        try await ask()
        let code = try #require(fixture.codes.letters.last?.code)
        await #expect(throws: RPCStatus.policyViolation()) { try await change(code, to: ":short") }
        try await change(code)
    }

    @Test("brings no flood of mail")
    func flood() async throws {
        _ = try await account()
        let sent = fixture.codes.letters.count
        for _ in 0..<20 { try await ask() }
        #expect(fixture.codes.letters.count == sent + 5)
    }

    @Test("of a suspended account stays forgotten")
    func suspended() async throws {
        let user = try await account().user
        try await ask()
        let code = try #require(fixture.codes.letters.last?.code)
        _ = try await fixture.auth.setAccountState(
            SetAccountStateRequest(user: user, state: .suspended), as: try await fixture.root())
        await #expect(throws: wrong) { try await change(code) }
    }

    @Test("can also be replaced with a token, and by nobody for somebody else")
    func token() async throws {
        let made = try await account()
        func change(_ token: [UInt8], of user: UInt64 = 0) async throws(RPCStatus) {
            _ = try await fixture.auth.changeSecret(
                ChangeSecretRequest(
                    user: user, scheme: "basic", secret: Array(":newpass1".utf8), temporaryScheme: "token",
                    temporarySecret: token))
        }
        await #expect(throws: wrong) { try await change(made.token.reversed()) }
        let other = try await fixture.account("betty").reply.user
        await #expect(throws: RPCStatus.permissionDenied) { try await change(made.token, of: other) }
        try await change(made.token, of: made.user)
        #expect(try await fixture.login("annie:newpass1").user == made.user)
    }

    @Test("level of trust is root's to change, for others")
    func level() async throws {
        let made = try await fixture.account()
        let root = try await fixture.root()
        func change(_ level: AuthLevel, by actor: Actor) async throws(RPCStatus) {
            _ = try await fixture.auth.changeSecret(
                ChangeSecretRequest(
                    user: made.reply.user, scheme: "basic", secret: Array(":secret2".utf8), level: level.rawValue),
                as: actor)
        }
        await #expect(throws: RPCStatus.permissionDenied) { try await change(.anonymous, by: made.actor) }
        await #expect(throws: RPCStatus.malformed("level")) { try await change(.root, by: root) }
        try await change(.anonymous, by: root)
        #expect(try await fixture.login("annie:secret2").level == AuthLevel.anonymous.rawValue)
    }
}
