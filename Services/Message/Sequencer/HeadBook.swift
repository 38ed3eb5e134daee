import Synchronization

/// The heads of the topics that one sequencer works on, by the partitions that it owns.
///
/// What is not in it is read from the store, so it may forget at any time.
final class HeadBook: Sendable {
    /// Topics remembered in all: about 100 MB.
    ///
    /// Partitions have equal shares; beyond it what is remembered of a partition is dropped whole.
    static let capacity = 640_000

    private let heads = Mutex<[Int: [String: Head]]>([:])

    /// A partition is owned from now on; nothing is known of it.
    func open(_ partition: Int) {
        heads.withLock { $0[partition] = [:] }
    }

    /// A partition is owned no more.
    func close(_ partition: Int) {
        _ = heads.withLock { $0.removeValue(forKey: partition) }
    }

    /// Forgets a partition's heads, because they may be wrong.
    func forget(_ partition: Int) {
        // Not opened by this: a batch may end after its partition went to another owner.
        heads.withLock { $0[partition]?.removeAll() }
    }

    /// Forgets some of a partition's heads, because they may be wrong.
    func forget(_ topics: some Sequence<String>, in partition: Int) {
        heads.withLock { heads in
            for topic in topics { heads[partition]?[topic] = nil }
        }
    }

    /// Those of the topics that are known.
    func heads(of topics: Set<String>, in partition: Int) -> [String: Head] {
        heads.withLock { heads in
            var found: [String: Head] = [:]
            for topic in topics {
                found[topic] = heads[partition]?[topic]
            }
            return found
        }
    }

    /// Remembers heads, if the partition is still owned.
    func remember(_ new: [String: Head], in partition: Int) {
        heads.withLock { heads in
            if (heads[partition]?.count ?? 0) + new.count > Self.capacity / max(heads.count, 1) {
                heads[partition]?.removeAll()
            }
            heads[partition]?.merge(new) { $1 }
        }
    }

    /// How many heads are remembered of a partition; nil when it is not owned.
    func count(in partition: Int) -> Int? {
        heads.withLock { $0[partition]?.count }
    }
}
