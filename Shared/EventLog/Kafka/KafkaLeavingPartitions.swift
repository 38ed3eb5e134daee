/// Partitions that the group wants back, until their workers have ended.
///
/// Pure state.
struct KafkaLeavingPartitions {
    private var revocations: [[Int]] = []
    /// Where the next owner of each partition that was released begins.
    private(set) var offsets: [Int: Int64] = [:]

    /// The group wants these back, all at once.
    mutating func add(_ partitions: [Int]) {
        revocations.append(partitions)
    }

    /// A worker has ended.
    mutating func end(_ partition: Int, at offset: Int64?) {
        offsets[partition] = offset
    }

    /// Takes out the revocations that no worker holds up any more, with what to commit for them.
    mutating func takeReady(except busy: Set<Int>) -> [(partitions: [Int], offsets: [Int: Int64])] {
        let ready = revocations.filter { busy.isDisjoint(with: $0) }
        revocations.removeAll { busy.isDisjoint(with: $0) }
        return ready.map { partitions in
            let left = offsets.filter { partitions.contains($0.key) }
            partitions.forEach { offsets[$0] = nil }
            return (partitions, left)
        }
    }
}
