import Synchronization

/// The heads of the topics that one sequencer works on, by the partitions that it owns.
///
/// What is not in it is read from the store, so it may forget at any time.
final class HeadBook: Sendable {
    /// Topics remembered in all: about 100 MB.
    ///
    /// Partitions have equal shares; beyond it what is remembered of a partition is dropped whole.
    static let capacity = 640_000

    private struct Partition {
        var heads: [String: Head] = [:]
        var isSettled = false
    }

    private let partitions = Mutex<[Int: Partition]>([:])

    /// A partition is owned from now on; nothing is known of it.
    func open(_ partition: Int) {
        partitions.withLock { $0[partition] = Partition() }
    }

    /// A partition is owned no more.
    func close(_ partition: Int) {
        _ = partitions.withLock { $0.removeValue(forKey: partition) }
    }

    // MARK: Heads

    /// Forgets a partition's heads, because they may be wrong.
    func forget(_ partition: Int) {
        // Not opened by this: a batch may end after its partition went to another owner.
        partitions.withLock { $0[partition]?.heads.removeAll() }
    }

    /// Forgets some of a partition's heads, because they may be wrong.
    func forget(_ topics: some Sequence<String>, in partition: Int) {
        partitions.withLock { partitions in
            for topic in topics { partitions[partition]?.heads[topic] = nil }
        }
    }

    /// Those of the topics that are known.
    func heads(of topics: Set<String>, in partition: Int) -> [String: Head] {
        partitions.withLock { partitions in
            var found: [String: Head] = [:]
            for topic in topics {
                found[topic] = partitions[partition]?.heads[topic]
            }
            return found
        }
    }

    /// Remembers heads, if the partition is still owned.
    func remember(_ new: [String: Head], in partition: Int) {
        partitions.withLock { partitions in
            if (partitions[partition]?.heads.count ?? 0) + new.count > Self.capacity / max(partitions.count, 1) {
                partitions[partition]?.heads.removeAll()
            }
            partitions[partition]?.heads.merge(new) { $1 }
        }
    }

    /// How many heads are remembered of a partition; nil when it is not owned.
    func count(in partition: Int) -> Int? {
        partitions.withLock { $0[partition]?.heads.count }
    }

    // MARK: What was tried

    /// Whether nothing that the log brings next of a partition can be stored already, be it by a former owner or by a
    /// try of which nobody knows how it ended.
    func isSettled(_ partition: Int) -> Bool {
        partitions.withLock { $0[partition]?.isSettled ?? false }
    }

    /// Notes whether a partition is settled, which it is not when it is opened.
    func settle(_ partition: Int, _ isSettled: Bool) {
        partitions.withLock { $0[partition]?.isSettled = isSettled }
    }
}
