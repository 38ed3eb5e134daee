import Contracts
import Synchronization

/// The last sequence routed of each topic, by partition: what comes again after a retry is nobody's news.
final class RoutedSequences: Sendable {
    /// Topics whose last sequence is remembered in all.
    ///
    /// Partitions have equal shares; beyond it what is remembered of a partition is dropped whole.
    static let capacity = 1_000_000

    private let partitions = Mutex<[Int: [String: Int64]]>([:])

    /// Which of a partition's messages, in their order, come after the last one routed of their topic.
    func news(in messages: [CommittedMessage], partition: Int) -> [CommittedMessage] {
        partitions.withLock { partitions in
            var latest: [String: Int64] = [:]
            return messages.filter { committed in
                guard let message = committed.message,
                    message.sequence > latest[message.topic] ?? partitions[partition]?[message.topic] ?? 0
                else { return false }
                latest[message.topic] = message.sequence
                return true
            }
        }
    }

    /// Notes that a message has been routed.
    func routed(_ topic: String, _ sequence: Int64, partition: Int) {
        partitions.withLock { partitions in
            if (partitions[partition]?.count ?? 0) >= Self.capacity / max(partitions.count, 1) {
                partitions[partition]?.removeAll()
            }
            partitions[partition, default: [:]][topic] = sequence
        }
    }

    /// Forgets a partition that has gone to another replica.
    func forget(_ partition: Int) {
        partitions.withLock { $0[partition] = nil }
    }
}
