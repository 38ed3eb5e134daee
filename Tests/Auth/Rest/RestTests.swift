import Chat
import Contracts
import JSON
import RPC
import Synchronization
import Testing

@testable import Auth

/// Accounts whose secrets somebody else keeps, asked for over real HTTP.
@Suite("The scheme rest", .timeLimit(.minutes(1)))
struct RestTests {
    private typealias Answer = @Sendable (ScriptedAuthenticator.Question) async -> String

    /// Runs the service beside an authenticator.
    private func run(
        _ adapt: @escaping @Sendable (inout AuthSettings) -> Void = { _ in }, answering answer: @escaping Answer,
        _ body: @Sendable (AuthFixture, ScriptedAuthenticator) async throws -> Void
    ) async throws {
        let authenticator = ScriptedAuthenticator(answer)
        try await authenticator.serve { url in
            let fixture = try AuthFixture { settings in
                settings.rest = RestSettings(url: url)
                settings.rest?.allowsNewAccounts = true
                adapt(&settings)
            }
            try await body(fixture, authenticator)
        }
    }

    private func login(_ fixture: AuthFixture, _ scheme: String = "rest") async throws(RPCStatus) -> Authentication {
        try await fixture.auth.login(
            LoginRequest(scheme: scheme, secret: Array("ann:secret".utf8), address: "192.0.2.7"))
    }

    /// An authenticator that knows Ann, and her number once it has been told.
    private static func knowingAnn() -> Answer {
        let number = Mutex("")
        return { question in
            switch question.endpoint {
            case "auth":
                let uid = number.withLock { $0 }
                guard uid.isEmpty else { return #"{"rec":{"uid":"\#(uid)","authlvl":"auth","features":"V"}}"# }
                return """
                    {"rec":{"authlvl":"auth","features":"V","tags":["email:ann@example.com","company:acme"]},
                     "newacc":{"auth":"JRWPS","anon":"N","public":{"fn":"Ann"},"private":{"n":1}}}
                    """
            case "link":
                return number.withLock { number in
                    guard number.isEmpty else { return #"{"err":"duplicate value"}"# }
                    number = question.record?["uid"]?.string ?? ""
                    return "{}"
                }
            case "rtagns": return #"{"strarr":["company"]}"#
            default: return "{}"
            }
        }
    }

    @Test("makes an account at the first login, and finds it again at the next")
    func firstLogin() async throws {
        try await run({ $0.requiredCredentials = ["email"] }, answering: Self.knowingAnn()) { fixture, outside in
            let first = try await login(fixture)
            #expect(first.missingCredentials.isEmpty && first.level == AuthLevel.authenticated.rawValue)
            #expect(outside.endpoints == ["auth", "link"])
            let question = try #require(outside.questions.first?.body.object)
            #expect(question["secret"]?.string == "YW5uOnNlY3JldA==")
            #expect(question["addr"]?.string == "192.0.2.7")
            let actor = Actor(user: try #require(UserID(rawValue: first.user)))
            let account = try await fixture.auth.getAccount(GetAccountRequest(user: first.user), as: actor)
            #expect(account.publicJSON == Array(#"{"fn":"Ann"}"#.utf8))
            #expect(account.tags == ["email:ann@example.com", "company:acme"])
            #expect(account.credentials.map(\.isDone) == [true])
            #expect(try await login(fixture).user == first.user)
            #expect(try await fixture.login(token: first.token).user == first.user)
        }
    }

    @Test("makes one account for somebody who comes in twice at once")
    func twice() async throws {
        try await run(answering: Self.knowingAnn()) { fixture, _ in
            async let one = login(fixture)
            async let other = login(fixture)
            let (first, second) = try await (one.user, other.user)
            #expect(first == second)
        }
    }

    @Test("makes none unless it may")
    func notAllowed() async throws {
        try await run({ $0.rest?.allowsNewAccounts = false }, answering: Self.knowingAnn()) { fixture, outside in
            await #expect(throws: RPCStatus.authenticationFailed()) { try await login(fixture) }
            #expect(outside.endpoints == ["auth"])
        }
    }

    @Test(
        "passes on what the authenticator says is wrong",
        arguments: [
            ("failed", RPCStatus.authenticationFailed()), ("expired", .authenticationFailed()),
            ("not found", .authenticationFailed()), ("denied", .permissionDenied),
            ("duplicate value", .duplicate(what: "auth")), ("policy", .policyViolation(what: "auth")),
            ("internal", RPCStatus(.internal)),
        ])
    func errors(_ word: String, _ status: RPCStatus) async throws {
        try await run(answering: { _ in #"{"err":"\#(word)"}"# }) { fixture, _ in
            await #expect(throws: status) { try await login(fixture) }
        }
    }

    @Test(
        "takes no nonsense for an answer",
        arguments: ["", "nonsense", "[]", "{}", #"{"rec":{"uid":"x"}}"#, #"{"err":"some other"}"#])
    func nonsense(_ text: String) async throws {
        try await run(answering: { _ in text }) { fixture, _ in
            await #expect(throws: RPCStatus.unavailable()) { try await login(fixture) }
        }
    }

    @Test("gives up on an authenticator that does not answer, or is not there")
    func silence() async throws {
        let silent: Answer = { _ in
            try? await Task.sleep(for: .seconds(30))
            return "{}"
        }
        try await run({ $0.rest?.timeout = .milliseconds(100) }, answering: silent) { fixture, _ in
            await #expect(throws: RPCStatus.unavailable()) { try await login(fixture) }
        }
        let fixture = try AuthFixture { settings in
            settings.rest = RestSettings(url: "http://127.0.0.1:1/")
            settings.rest?.timeout = .milliseconds(300)
        }
        await #expect(throws: RPCStatus.unavailable()) { try await login(fixture) }
    }

    @Test("asks back when the authenticator does")
    func challenge() async throws {
        try await run(answering: { _ in #"{"byteval":"Kz83"}"# }) { fixture, _ in
            let reply = try await login(fixture)
            #expect(reply.challenge == Array("+?7".utf8))
            #expect(reply.user == 0 && reply.token.isEmpty)
        }
    }

    @Test("keeps suspended users out, whoever suspended them")
    func suspended() async throws {
        try await run(answering: Self.knowingAnn()) { fixture, _ in
            let user = try await login(fixture).user
            _ = try await fixture.auth.setAccountState(
                SetAccountStateRequest(user: user, state: .suspended), as: try await fixture.root())
            await #expect(throws: RPCStatus.permissionDenied) { try await login(fixture) }
        }
        try await run(answering: { _ in #"{"rec":{"state":"suspended"}}"# }) { fixture, _ in
            await #expect(throws: RPCStatus.permissionDenied) { try await login(fixture) }
        }
    }

    @Test("has the authenticator keep, change and forget the secrets of accounts that users make")
    func signUp() async throws {
        let answer: Answer = { $0.endpoint == "checkunique" ? #"{"boolval":true}"# : "{}" }
        try await run({ $0.rest?.usesSeparateEndpoints = true }, answering: answer) { fixture, outside in
            let made = try await fixture.auth.createAccount(
                CreateAccountRequest(scheme: "rest", secret: Array("ann:secret".utf8), logsIn: true))
            let actor = Actor(user: try #require(UserID(rawValue: made.user)))
            _ = try await fixture.auth.changeSecret(
                ChangeSecretRequest(user: made.user, scheme: "rest", secret: Array("ann:other".utf8)), as: actor)
            _ = try await fixture.auth.deleteAccount(DeleteAccountRequest(user: made.user), as: actor)
            #expect(outside.endpoints == ["rtagns", "checkunique", "add", "upd", "del"])
            let paths = outside.endpoints.map { "/ask/\($0)" }
            #expect(outside.questions.map(\.path) == paths)
            #expect(outside.questions.last?.record?["uid"]?.string == String("\(actor.user)".dropFirst(3)))
        }
    }

    @Test("makes no account when the secret is taken, or is not kept")
    func refusedSignUp() async throws {
        for (unique, added, status) in [
            ("false", "{}", RPCStatus.duplicate(what: "auth")),
            ("true", #"{"err":"policy"}"#, .policyViolation(what: "auth")),
        ] {
            let answer: Answer = { $0.endpoint == "checkunique" ? #"{"boolval":\#(unique)}"# : added }
            try await run(answering: answer) { fixture, _ in
                await #expect(throws: status) {
                    try await fixture.auth.createAccount(
                        CreateAccountRequest(scheme: "rest", secret: Array("ann:secret".utf8)))
                }
            }
        }
    }

    @Test("can stand for another scheme, and a scheme can be hidden")
    func logicalNames() async throws {
        let names = try SchemeNames(["basic:rest", "token:"])
        try await run({ $0.schemes = names }, answering: Self.knowingAnn()) { fixture, _ in
            let reply = try await login(fixture, "basic")
            await #expect(throws: RPCStatus.unknownScheme) { try await fixture.login(token: reply.token) }
        }
        for pair in ["basic", "a:b:c", ":rest", "basic:magic"] {
            #expect(throws: BadSchemeName(pair: pair)) { try SchemeNames([pair]) }
        }
        let fixture = try AuthFixture()
        await #expect(throws: RPCStatus.unknownScheme) { try await login(fixture) }
    }

    @Test("grants tags that users cannot give themselves")
    func restrictedTags() async throws {
        try await run(answering: Self.knowingAnn()) { fixture, _ in
            let user = try await login(fixture).user
            let actor = Actor(user: try #require(UserID(rawValue: user)))
            func set(_ tags: [String]) async throws(RPCStatus) {
                _ = try await fixture.auth.setTags(AccountTagsRequest(user: user, tags: tags), as: actor)
            }
            await #expect(throws: RPCStatus.permissionDenied) {
                try await set(["email:ann@example.com", "company:corp"])
            }
            try await set(["email:ann@example.com", "company:acme", "hiking"])
        }
    }
}
