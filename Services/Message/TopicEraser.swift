import Contracts
import EventLog
import Storage
import Wire

/// Erases the messages of deleted topics, and withdraws the reactions of deleted accounts.
///
/// All replicas share the work. What it does may be done again, and late. An event whose rows are damaged is set aside:
/// the others do not wait for it.
struct TopicEraser: LogProcessor {
    /// The consumer group: every replica of the service is in it.
    static let group = "message-eraser"

    let store: any MessageStore

    func process(_ batch: [ConsumedRecord], partition: Int) async throws {
        for (index, record) in batch.enumerated() {
            guard let event = try? Event(decoding: record.value) else {
                throw PoisonRecord(index: index, reason: "unreadable event")
            }
            do {
                try await erase(event)
            } catch StoreError.corrupted {
                throw PoisonRecord(index: index, reason: "what it erases is damaged")
            }
        }
    }

    private func erase(_ event: Event) async throws {
        if event.topicDeleted != nil {
            try await store.erase(event.topic, through: event.at)
        } else if let closed = event.accountClosed, !closed.isSuspended {
            try await store.eraseReactions(of: closed.user)
        }
    }
}
