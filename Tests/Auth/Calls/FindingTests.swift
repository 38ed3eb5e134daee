import Chat
import Contracts
import RPC
import Testing

@testable import Auth

@Suite("Being found", .timeLimit(.minutes(1)))
struct FindingTests {
    let fixture: AuthFixture

    init() throws {
        fixture = try AuthFixture { $0.maskedTags = ["company"] }
    }

    private func find(_ text: String, as actor: Actor, anyState: Bool = false) async throws(RPCStatus) -> [FoundAccount]
    {
        let query = SearchQuery(text, from: .stored).map(TagQuery.init)
        return try await fixture.auth.find(FindAccountsRequest(query: query, anyState: anyState), as: actor).found
    }

    private func tag(_ actor: Actor, _ tags: [String], by other: Actor? = nil) async throws(RPCStatus) {
        _ = try await fixture.auth.setTags(
            AccountTagsRequest(user: actor.user.rawValue, tags: tags), as: other ?? actor)
    }

    @Test("is by login, address and tags, with those told that matched")
    func matches() async throws {
        let annie = try await fixture.account().actor
        let betty = try await fixture.account("betty").actor
        try await tag(betty, ["basic:betty", "alias:bee", "flowers", "tennis"])
        for (text, tags) in [
            ("basic:betty", ["basic:betty"]), ("flowers tennis", ["flowers", "tennis"]), ("alias:bee", ["alias:bee"]),
        ] {
            let found = try await find(text, as: annie)
            #expect(found.map(\.profile?.user) == [betty.user.rawValue])
            #expect(found.map(\.tags) == [tags])
        }
        #expect(try await find("flowers golf", as: annie).isEmpty)
    }

    @Test("needs somebody who asks, and a question")
    func refused() async throws {
        let annie = try await fixture.account().actor
        await #expect(throws: RPCStatus.authenticationRequired) {
            try await fixture.auth.find(FindAccountsRequest(query: TagQuery()))
        }
        await #expect(throws: RPCStatus.malformed("query")) { try await find("", as: annie) }
    }

    @Test("of the suspended is for root, and for who asks whether a tag is taken")
    func suspended() async throws {
        let (annie, root) = (try await fixture.account().actor, try await fixture.root())
        let betty = try await fixture.account("betty").actor
        _ = try await fixture.auth.setAccountState(
            SetAccountStateRequest(user: betty.user.rawValue, state: .suspended), as: root)
        #expect(try await find("basic:betty", as: annie).isEmpty)
        #expect(try await find("basic:betty", as: annie, anyState: true).count == 1)
        #expect(try await find("basic:betty", as: root).map(\.profile?.state) == [.suspended])
    }

    @Test("by a masked tag is for those who have it, which only root gives")
    func masked() async throws {
        let (annie, root) = (try await fixture.account().actor, try await fixture.root())
        let betty = try await fixture.account("betty").actor
        await #expect(throws: RPCStatus.permissionDenied) { try await tag(annie, ["basic:annie", "company:acme"]) }
        await #expect(throws: RPCStatus.notYours(what: "tags")) {
            try await fixture.auth.createAccount(
                CreateAccountRequest(scheme: "basic", secret: Array("carol:secret1".utf8), tags: ["company:acme"]))
        }
        await #expect(throws: RPCStatus.permissionDenied) { try await find("company:acme", as: annie) }
        for (actor, name) in [(annie, "annie"), (betty, "betty")] {
            try await tag(actor, ["basic:\(name)", "company:acme"], by: root)
        }
        #expect(try await find("company:acme", as: annie).count == 2)
        await #expect(throws: RPCStatus.permissionDenied) { try await find("company:acme, company:corp", as: annie) }
        #expect(try await find("company:corp", as: root).isEmpty)
    }

    @Test("by an alias is for one user or topic at a time")
    func aliases() async throws {
        let annie = try await fixture.account().actor
        let topic = "\(TopicID.group(7))"
        func claim(_ alias: String, _ topic: String) async throws(RPCStatus) {
            _ = try await fixture.auth.claimAlias(ClaimAliasRequest(topic: topic, alias: alias))
        }
        try await claim("alias:club", topic)
        await #expect(throws: RPCStatus.malformed("the alias is taken")) {
            try await tag(annie, ["basic:annie", "alias:club"])
        }
        for (alias, topic) in [("club", topic), ("alias:", topic), ("alias:ok", "\(annie.user)"), ("alias:ok", "x")] {
            await #expect(throws: RPCStatus.self) { try await claim(alias, topic) }
        }
        // A claim that nobody settles runs out.
        fixture.letPass(.seconds(3601))
        try await fixture.service.handler.clean(atMost: 10)
        try await tag(annie, ["basic:annie", "alias:club"])
        let reply = try await fixture.auth.settleAliases(
            SettleAliasesRequest(topic: topic, aliases: ["alias:club", "alias:other"]))
        #expect(reply.lost == ["alias:club"])
    }

    @Test("query that an account stores is nobody else's to see")
    func storedQuery() async throws {
        let annie = try await fixture.account().actor
        let query = Array(#""flowers""#.utf8)
        func store(_ json: [UInt8]) async throws -> Bool {
            let request = UpdateAccountRequest(user: annie.user.rawValue, searchJSON: json)
            let reply = try await fixture.auth.updateAccount(request, as: annie)
            return reply.changed
        }
        #expect(try await store(query))
        #expect(try await !store(query))
        let request = GetAccountRequest(user: annie.user.rawValue)
        #expect(try await fixture.auth.getAccount(request, as: annie).searchJSON == query)
        #expect(try await fixture.events().isEmpty)
    }
}
