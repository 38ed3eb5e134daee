import Auth
import Chat
import Contracts
import RPC
import Testing

@Suite("Logging in", .timeLimit(.minutes(1)))
struct LoginTests {
    private let demo: @Sendable (inout AuthSettings) -> Void = { settings in
        settings.requiredCredentials = ["email"]
        settings.debugResponse = "123456"
    }

    private func answer(_ code: String) -> [Credential] {
        [Credential(method: "email", response: code)]
    }

    @Test("the right password opens, in whatever case the login is written")
    func password() async throws {
        let fixture = try AuthFixture()
        let made = try await fixture.account()
        let reply = try await fixture.login("ANNIE:secret1")
        #expect(reply.user == made.reply.user)
        #expect(reply.expiresAt == 1_800_000_000_000 + 14 * 24 * 3600 * 1000)
        #expect(try await fixture.login(token: reply.token).user == made.reply.user)
    }

    @Test("a wrong password, an unknown name and a wrong token get the same answer")
    func wrong() async throws {
        let fixture = try AuthFixture()
        let made = try await fixture.account()
        for secret in ["annie:secret2", "annie:", "nobody:secret1"] {
            await #expect(throws: RPCStatus.authenticationFailed()) { try await fixture.login(secret) }
        }
        await #expect(throws: RPCStatus.authenticationFailed()) {
            try await fixture.login(token: made.reply.token.reversed())
        }
    }

    @Test("a token ends")
    func expiry() async throws {
        let fixture = try AuthFixture()
        let made = try await fixture.account()
        fixture.letPass(.seconds(14 * 24 * 3600))
        await #expect(throws: RPCStatus.authenticationFailed()) { try await fixture.login(token: made.reply.token) }
    }

    @Test("a missing credential keeps the door shut until it is answered")
    func validation() async throws {
        let fixture = try AuthFixture(demo)
        let made = try await fixture.account(email: "ann@example.com").reply
        let wrong = try await fixture.login(token: made.token, answer("000000"))
        #expect(wrong.missingCredentials == ["email"])
        #expect(wrong.token == made.token)
        #expect(wrong.expiresAt == made.expiresAt)
        let right = try await fixture.login(token: made.token, answer("123456"))
        #expect(right.missingCredentials.isEmpty)
        #expect(right.token != made.token)
        #expect(try await fixture.login("annie:secret1").missingCredentials.isEmpty)
        let user = try #require(UserID(rawValue: made.user))
        let account = try await fixture.auth.getAccount(GetAccountRequest(user: made.user), as: Actor(user: user))
        #expect(account.tags == ["basic:annie", "email:ann@example.com"])
        #expect(account.credentials.map(\.isDone) == [true])
        #expect(try await fixture.events().compactMap(\.accountChanged?.credentials) == [true])
    }

    @Test("the code that was sent opens, without any debug response")
    func sentCode() async throws {
        let fixture = try AuthFixture { $0.requiredCredentials = ["email"] }
        let made = try await fixture.account(email: "ann@example.com").reply
        let code = try #require(fixture.codes["ann@example.com"])
        #expect(try await fixture.login(token: made.token, answer(code)).missingCredentials.isEmpty)
    }

    @Test("after three wrong answers the right one does not help")
    func exhausted() async throws {
        let fixture = try AuthFixture { $0.requiredCredentials = ["email"] }
        let made = try await fixture.account(email: "ann@example.com").reply
        let code = try #require(fixture.codes["ann@example.com"])
        for _ in 0..<3 {
            #expect(try await fixture.login(token: made.token, answer("x")).missingCredentials == ["email"])
        }
        await #expect(throws: RPCStatus.policyViolation()) {
            try await fixture.login(token: made.token, answer(code))
        }
    }

    @Test("guessing has to wait, longer each time, and only for that name")
    func throttled() async throws {
        let fixture = try AuthFixture()
        try await fixture.account()
        for _ in 0..<5 { _ = try? await fixture.login("annie:wrong99") }
        await #expect(throws: RPCStatus.overloaded(retryAfter: .seconds(1))) {
            try await fixture.login("annie:secret1")
        }
        await #expect(throws: RPCStatus.authenticationFailed()) { try await fixture.login("nobody:wrong99") }
        fixture.letPass(.seconds(1))
        _ = try? await fixture.login("annie:wrong99")
        await #expect(throws: RPCStatus.overloaded(retryAfter: .seconds(2))) {
            try await fixture.login("annie:secret1")
        }
        fixture.letPass(.seconds(2))
        _ = try await fixture.login("annie:secret1")
        await #expect(throws: RPCStatus.authenticationFailed()) { try await fixture.login("annie:wrong99") }
    }

    @Test("too many computations at once are sent away")
    func backlog() async throws {
        let fixture = try AuthFixture { $0.hashingBacklog = 0 }
        await #expect(throws: RPCStatus.overloaded()) { try await fixture.login("annie:secret1") }
    }

    @Test("a changed password is the only one that opens; a login may change with it")
    func changedSecret() async throws {
        let fixture = try AuthFixture()
        let (actor, made) = try await fixture.account()
        func change(_ secret: String) async throws(RPCStatus) {
            _ = try await fixture.auth.changeSecret(
                ChangeSecretRequest(user: made.user, scheme: "basic", secret: Array(secret.utf8)), as: actor)
        }
        try await change(":newpass2")
        #expect(try await fixture.login("annie:newpass2").user == made.user)
        await #expect(throws: RPCStatus.authenticationFailed()) { try await fixture.login("annie:secret1") }
        await #expect(throws: RPCStatus.policyViolation()) { try await change("bob:newpass2") }
        await #expect(throws: RPCStatus.policyViolation()) { try await change(":short") }
        try await fixture.account("betty")
        await #expect(throws: RPCStatus.duplicate(what: "auth")) { try await change("betty:newpass2") }
        try await change("anna:newpass3")
        #expect(try await fixture.login("anna:newpass3").user == made.user)
        let account = try await fixture.auth.getAccount(GetAccountRequest(user: made.user), as: actor)
        #expect(account.tags == ["basic:anna"])
    }
}
