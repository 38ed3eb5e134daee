import Chat
import Contracts
import EventLog
import Group
import Testing
import Wire

/// What the contract suite needs to know of an adapter.
protocol GroupStoreFixture: Sendable {
    associatedtype Store: GroupStore

    /// The adapter to test, empty or not: every promise uses topics and users of its own.
    var store: Store { get }

    /// Where the adapter leaves its events.
    var outbox: any OutboxSource { get }

    /// The adapter again, as after a restart of the process.
    func reopened() async throws -> Store
}

extension GroupStoreFixture {
    /// A name that no topic has.
    func freshTopic() -> TopicID { .group(UInt64.random(in: 1...UInt64.max)) }

    /// The events of a topic that wait for the log, in order.
    func events(of topic: TopicID) async throws -> [Event] {
        try await outbox.pending(limit: 100_000).filter { $0.record.key == topic.description }
            .map { try Event(decoding: $0.record.value) }
    }
}

/// One promise of the store, and how to try it on an adapter.
struct GroupStorePromise<Fixture: GroupStoreFixture>: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable (Fixture) async throws -> Void

    init(_ sentence: String, _ check: @escaping @Sendable (Fixture) async throws -> Void) {
        testDescription = sentence
        self.check = check
    }
}
