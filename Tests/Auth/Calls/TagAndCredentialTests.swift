import Auth
import Chat
import Contracts
import RPC
import Testing

@Suite("Tags and credentials", .timeLimit(.minutes(1)))
struct TagAndCredentialTests {
    let fixture: AuthFixture

    init() throws {
        fixture = try AuthFixture { settings in
            settings.requiredCredentials = ["email"]
            settings.debugResponse = "123456"
        }
    }

    private func setTags(_ tags: [String], _ actor: Actor) async throws(RPCStatus) -> AccountTagsReply {
        try await fixture.auth.setTags(AccountTagsRequest(user: actor.user.rawValue, tags: tags), as: actor)
    }

    private func set(_ credential: Credential, _ actor: Actor) async throws(RPCStatus) -> Bool {
        try await fixture.auth.setCredential(
            SetCredentialRequest(user: actor.user.rawValue, credential: credential), as: actor
        ).changed
    }

    private func delete(_ method: String, _ value: String, _ actor: Actor) async throws(RPCStatus) {
        _ = try await fixture.auth.deleteCredential(
            DeleteCredentialRequest(user: actor.user.rawValue, method: method, value: value), as: actor)
    }

    @Test("restricted tags have to be repeated unchanged; the others are counted")
    func tags() async throws {
        let actor = try await fixture.account(email: "ann@example.com").actor
        await #expect(throws: RPCStatus.permissionDenied) { try await setTags(["hiking", "alias:annie"], actor) }
        await #expect(throws: RPCStatus.permissionDenied) { try await setTags(["basic:annie", "tel:+1702555"], actor) }
        let reply = try await setTags(["Hiking", "basic:annie", "alias:annie", "hiking"], actor)
        #expect(reply.tags == ["alias:annie", "basic:annie", "hiking"])
        #expect(reply.added == 2)
        let less = try await setTags(["basic:annie", "alias:annie"], actor)
        #expect((less.added, less.removed) == (0, 1))
        #expect(try await setTags(["basic:annie", "alias:annie"], actor).removed == 0)
        #expect(try await fixture.events().compactMap(\.accountChanged?.tags) == [true, true])
    }

    @Test(
        "lists that break the rules are refused",
        arguments: [
            (["x"], RPCStatus.malformed("tag")), (["two words"], .malformed("tag")),
            (["alias:annie", "alias:anna"], .malformed("more than one alias")),
            ((0...16).map { "tag\($0)" }, .policyViolation(what: "tags")),
        ])
    func badTags(_ tags: [String], _ status: RPCStatus) async throws {
        let actor = try await fixture.account(email: "ann@example.com").actor
        await #expect(throws: status) { try await setTags(["basic:annie"] + tags, actor) }
    }

    @Test("an alias is nobody else's")
    func alias() async throws {
        let (one, other) = (
            try await fixture.account(email: "ann@example.com").actor,
            try await fixture.account("betty", email: "b@example.com").actor
        )
        _ = try await setTags(["basic:annie", "alias:star"], one)
        await #expect(throws: RPCStatus.malformed("the alias is taken")) {
            try await setTags(["basic:betty", "alias:star"], other)
        }
    }

    @Test("a telephone number is added, proved, shown as a tag, and removed")
    func telephone() async throws {
        let actor = try await fixture.account(email: "ann@example.com").actor
        #expect(try await set(Credential(method: "tel", value: "+1 (702) 555-1234"), actor))
        await #expect(throws: RPCStatus.authenticationFailed()) {
            try await set(Credential(method: "tel", response: "000000"), actor)
        }
        #expect(try await set(Credential(method: "tel", response: "123456"), actor))
        #expect(try await !set(Credential(method: "tel", response: "123456"), actor))
        let request = GetAccountRequest(user: actor.user.rawValue)
        #expect(try await fixture.auth.getAccount(request, as: actor).tags == ["basic:annie", "tel:+17025551234"])
        try await delete("tel", "+17025551234", actor)
        #expect(try await fixture.auth.getAccount(request, as: actor).tags == ["basic:annie"])
        await #expect(throws: RPCStatus.notFound) { try await delete("tel", "+17025551234", actor) }
    }

    @Test("the last proved credential of a required method stays")
    func required() async throws {
        let actor = try await fixture.account(email: "ann@example.com").actor
        _ = try await set(Credential(method: "email", response: "123456"), actor)
        await #expect(throws: RPCStatus.policyViolation()) { try await delete("email", "ann@example.com", actor) }
        _ = try await set(Credential(method: "email", value: "new@example.com", response: "123456"), actor)
        try await delete("email", "ann@example.com", actor)
    }

    @Test("a method that nobody knows is passed over, an address that cannot be one refused")
    func unknown() async throws {
        let actor = try await fixture.account(email: "ann@example.com").actor
        #expect(try await !set(Credential(method: "fax", value: "1"), actor))
        let bad = ["email": ["ann", "a@b", "a b@c.de"], "tel": ["0123", "+12ab3456"]]
        for (method, values) in bad {
            for value in values {
                await #expect(throws: RPCStatus.malformed("credential")) {
                    try await set(Credential(method: method, value: value), actor)
                }
            }
        }
        await #expect(throws: RPCStatus.notFound) { try await set(Credential(method: "tel", response: "1"), actor) }
    }
}
