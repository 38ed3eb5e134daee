import Chat
import Contracts
import EventLog
import Logging
import RPC
import Storage
import Synchronization
import TestKit
import Testing
import Wire

@testable import Group

/// The auth service as far as aliases go: keeps who has which.
private final class ScriptedAliases: AuthRPC {
    private struct State {
        var owners: [String: String] = [:]
        var calls: [String] = []
        var isDown = false
    }

    private let state = Mutex(State())

    var owners: [String: String] { state.withLock { $0.owners } }
    var calls: [String] { state.withLock { $0.calls } }

    func set(_ alias: String, _ owner: String) { state.withLock { $0.owners[alias] = owner } }
    func set(isDown: Bool) { state.withLock { $0.isDown = isDown } }

    func claimAlias(_ request: ClaimAliasRequest, _ context: CallContext) async throws -> EmptyMessage {
        try state.withLock { state in
            state.calls.append(request.givesUp ? "give up" : "claim")
            if request.givesUp {
                state.owners[request.alias] = nil
            } else {
                guard state.owners[request.alias, default: request.topic] == request.topic else {
                    throw RPCStatus.malformed("the alias is taken")
                }
                state.owners[request.alias] = request.topic
            }
        }
        return EmptyMessage()
    }

    func settleAliases(_ request: SettleAliasesRequest, _ context: CallContext) async throws -> SettleAliasesReply {
        try state.withLock { state in
            guard !state.isDown else { throw RPCStatus.unavailable() }
            state.calls.append("settle")
            state.owners = state.owners.filter { $1 != request.topic || request.aliases.contains($0) }
            let lost = request.aliases.filter { state.owners[$0, default: request.topic] != request.topic }
            for alias in request.aliases where !lost.contains(alias) { state.owners[alias] = request.topic }
            return SettleAliasesReply(lost: lost)
        }
    }
}

@Suite("Aliases of topics", .timeLimit(.minutes(1)))
struct AliasTests {
    private let folder: TemporaryFolder
    private let claim: DataFolder
    private let store: SQLiteGroupStore
    private let aliases = ScriptedAliases()
    private let group: GroupStub
    private let follower: AliasFollower
    private let alice = Actor(user: .alice)

    init() throws {
        folder = try TemporaryFolder()
        claim = try DataFolder(folder.path)
        store = try SQLiteGroupStore(in: claim)
        let network = InProcessNetwork()
        network.serve(RPCRouter([aliases]), at: "auth")
        let auth = AuthStub(network.transport(to: "auth"))
        let service = GroupService(
            store: store, outbox: store.outbox, log: InProcessEventLog(), auth: auth, logger: Logger(label: "test"),
            now: { 5000 })
        network.serve(RPCRouter([service.rpc]), at: "group")
        group = GroupStub(network.transport(to: "group"))
        follower = AliasFollower(store: store, auth: auth, logger: Logger(label: "test"), now: { 6000 })
    }

    private func create(_ tags: [String]) async throws -> String {
        try await group.createTopic(CreateTopicRequest(tags: tags), as: alice).topic?.topic ?? ""
    }

    private func tag(_ topic: String, _ tags: [String], as actor: Actor? = nil) async throws(RPCStatus) {
        _ = try await group.setTags(TopicTagsRequest(topic: topic, tags: tags), as: actor ?? alice)
    }

    /// Has the follower read all events of before, as the log would bring them.
    private func follow() async throws {
        let records = try await store.outbox.pending(limit: 1000).map(\.record)
        try await follower.process(
            records.map { ConsumedRecord(record: $0, partition: 0, offset: 0) }, partition: 0)
    }

    @Test("are taken before the topic has them, and settled after")
    func order() async throws {
        let topic = try await create(["alias:club", "music"])
        #expect(aliases.calls == ["claim"])
        try await follow()
        #expect(aliases.calls == ["claim", "settle"])
        #expect(aliases.owners == ["alias:club": topic])
        try await tag(topic, ["alias:bar"])
        try await follow()
        #expect(aliases.owners == ["alias:bar": topic])
    }

    @Test("that somebody else has are refused, and nothing is made")
    func taken() async throws {
        aliases.set("alias:annie", "usrSomebody")
        await #expect(throws: RPCStatus.malformed("the alias is taken")) { try await create(["alias:annie"]) }
        let topic = try await create(["music"])
        await #expect(throws: RPCStatus.malformed("the alias is taken")) { try await tag(topic, ["alias:annie"]) }
        #expect(aliases.owners == ["alias:annie": "usrSomebody"])
    }

    @Test("are given up by who may not have them after all")
    func notAllowed() async throws {
        let topic = try await create([])
        await #expect(throws: RPCStatus.permissionDenied) {
            try await tag(topic, ["alias:club"], as: Actor(user: .bob))
        }
        #expect(aliases.calls == ["claim", "give up"])
        #expect(aliases.owners.isEmpty)
    }

    @Test("are free again when the topic is deleted")
    func deleted() async throws {
        let topic = try await create(["alias:club"])
        _ = try await group.deleteTopic(DeleteTopicRequest(topic: topic), as: alice)
        try await follow()
        #expect(aliases.owners.isEmpty)
    }

    @Test("do not trouble anybody where there are none")
    func none() async throws {
        _ = try await create(["music"])
        try await follow()
        #expect(aliases.calls.isEmpty)
    }

    @Test("that were lost meanwhile are taken from the topic, and everybody hears of it")
    func lost() async throws {
        let topic = try await create(["alias:club", "music"])
        // The claim ran out before anybody settled it.
        aliases.set("alias:club", "usrSomebody")
        try await follow()
        let record = try await store.read(try #require(TopicID(topic)), users: []).topic
        #expect(record?.tags == ["music"])
        let events = try await store.outbox.pending(limit: 99).map { try Event(decoding: $0.record.value) }
        #expect(events.last?.topicChanged?.tags == true)
        try await follow()
        #expect(aliases.owners == ["alias:club": "usrSomebody"])
    }

    @Test("are told of again when nobody could be told")
    func down() async throws {
        let topic = try await create(["alias:club"])
        aliases.set(isDown: true)
        await #expect(throws: RPCStatus.unavailable()) { try await follow() }
        aliases.set(isDown: false)
        try await follow()
        try await follow()
        #expect(aliases.owners == ["alias:club": topic])
    }

    @Test("and other tags find groups and channels, for strangers too")
    func finding() async throws {
        let topic = try await create(["music", "alias:club"])
        let query = TagQuery(required: [TagAlternatives(tags: ["music"])], optional: ["alias:club", "other"])
        let found = try await group.find(FindTopicsRequest(query: query), as: Actor(user: .bob)).found
        #expect(found.map(\.topic?.topic) == [topic])
        #expect(found.map(\.tags) == [["alias:club", "music"]])
        #expect(found.first?.topic?.subscription == nil)
        await #expect(throws: RPCStatus.malformed("query")) { try await group.find(FindTopicsRequest(), as: alice) }
    }
}
