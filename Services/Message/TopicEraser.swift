import Contracts
import EventLog
import Wire

/// Erases the messages of deleted topics, and withdraws the reactions of deleted accounts.
///
/// All replicas share the work. What it does may be done again, and late.
struct TopicEraser: LogProcessor {
    /// The consumer group: every replica of the service is in it.
    static let group = "message-eraser"

    let store: any MessageStore

    func process(_ batch: [ConsumedRecord], partition: Int) async throws {
        for (index, record) in batch.enumerated() {
            guard let event = try? Event(decoding: record.value) else {
                throw PoisonRecord(index: index, reason: "unreadable event")
            }
            if event.topicDeleted != nil {
                try await store.erase(event.topic, through: event.at)
            } else if let closed = event.accountClosed, !closed.isSuspended {
                try await store.eraseReactions(of: closed.user)
            }
        }
    }
}
