import Chat
import Contracts
import EventLog
import RPC
import Testing
import Wire

@testable import Message

/// Who may react to what, and what is told of it.
@Suite("Reacting", .timeLimit(.minutes(1)))
struct ReactingTests {
    private let fixture: ServiceFixture

    init() throws {
        fixture = try ServiceFixture()
    }

    private func actor(_ number: UInt64) throws -> Actor {
        Actor(user: try #require(UserID(rawValue: number)), session: "s\(number)")
    }

    private func react(
        _ value: String, to sequence: Int64 = 1, in topic: String = "grpA", by user: UInt64 = 1
    ) async throws -> ReactReply {
        try await fixture.stub.react(
            ReactRequest(topic: topic, sequence: sequence, value: value), as: try actor(user))
    }

    private func reason(_ body: () async throws -> ReactReply) async -> String {
        do {
            _ = try await body()
            return ""
        } catch let status as RPCStatus {
            return "\(status.reason) \(status.message)"
        } catch {
            return "\(error)"
        }
    }

    @Test("A reaction comes back with history, and as what changed")
    func history() async throws {
        try await fixture.whileRunning {
            _ = try await fixture.submit([.of("a"), .of("b")])
            #expect(try await react("👍", by: 2) == ReactReply(reactionID: 1, changed: true))
            #expect(try await react("👍", by: 2) == ReactReply(reactionID: 1))
            let reactions = [Reaction(id: 1, value: "👍", count: 1, users: [2])]
            let page = try await fixture.stub.history(HistoryRequest(topic: "grpA", user: 1), as: try actor(1))
            #expect(page.messages.map(\.reactions) == [[], reactions])
            let changed = try await fixture.stub.getReactions(
                GetReactionsRequest(topic: "grpA", since: 1, limit: 5), as: try actor(1))
            #expect(changed.messages == [MessageReactions(sequence: 1, reactions: reactions)])
            let state = try await fixture.stub.getStates(GetStatesRequest(user: 1, topics: ["grpA"]))
            #expect(state.states.map(\.reactionID) == [1])
        }
    }

    @Test("Members with R and W react, and a channel's readers; others do not")
    func access() async throws {
        try await fixture.whileRunning {
            _ = try await fixture.submit([.of("a")])
            fixture.group.allow(3, [.join, .read])
            fixture.group.allow(4, [.join, .write])
            fixture.group.allow(5, [])
            fixture.group.makeReader(6)
            for user in UInt64(3)...5 {
                #expect(await reason { try await react("x", by: user) } == "permission_denied ")
            }
            #expect(try await react("x", by: 6).changed)
            #expect(try await react("x", by: 2).changed)
            let page = try await fixture.stub.history(HistoryRequest(topic: "grpA", user: 6), as: try actor(6))
            #expect(page.messages.first?.reactions == [Reaction(id: 2, value: "x", count: 2, users: [6])])
            await #expect(throws: RPCStatus.permissionDenied) {
                _ = try await fixture.stub.getReactions(GetReactionsRequest(topic: "grpA"), as: try actor(5))
            }
        }
    }

    @Test("What cannot be, is not there or is one too many is refused for its own reason")
    func reasons() async throws {
        try await fixture.whileRunning {
            _ = try await fixture.submit([.of("a")])
            #expect(await reason { try await react("a b") } == "malformed reaction")
            #expect(await reason { try await react("a", to: 0) } == "malformed reaction")
            #expect(await reason { try await react("a", to: 9) } == "not_found ")
            #expect(await reason { try await react("a", in: "nowhere") } == "topic_not_found ")
            fixture.group.setAuxiliary(#"{"react":{"vals":["a","b"],"max":1}}"#)
            #expect(await reason { try await react("c") } == "policy_violation value")
            #expect(await reason { try await react("a") } == "")
            #expect(await reason { try await react("b", by: 2) } == "policy_violation count")
            // What one has can be taken back, whatever the topic says by now.
            fixture.group.setAuxiliary(#"{"react":{"max":0}}"#)
            #expect(await reason { try await react("b") } == "policy_violation count")
            #expect(await reason { try await react("") } == "")
        }
    }

    @Test("An account that is deleted takes its reactions along; one that is suspended does not")
    func closedAccounts() async throws {
        try await fixture.whileRunning {
            _ = try await fixture.submit([.of("a")])
            _ = try await react("x", by: 2)
            _ = try await react("x", by: 3)
        }
        let eraser = TopicEraser(store: fixture.store)
        let events = [
            Event(accountClosed: AccountClosed(user: 2)),
            Event(accountClosed: AccountClosed(user: 3, isSuspended: true)),
        ]
        let records = events.map {
            ConsumedRecord(record: LogRecord(key: "u", value: $0.encoded()), partition: 0, offset: 0)
        }
        try await eraser.process(records, partition: 0)
        let left = try await fixture.store.reactions(to: [1], in: "grpA", for: 1, isReader: false)
        #expect(left[1]?.map(\.users) == [[3]])
    }
}
