/// A named stream of records, cut into a fixed number of partitions.
///
/// The number is fixed when the topic is made: changing it would move keys to other partitions and break their order.
package struct LogTopic: Sendable, Hashable {
    /// The name, unique in the log.
    package let name: String
    /// How many partitions there are: the most consumers of one group that can work at once.
    ///
    /// At least 1; nil where the log decides.
    package let partitions: Int?

    /// Makes a topic.
    ///
    /// - Parameters:
    ///   - name: Unique in the log; letters, digits, dots, dashes and underscores.
    ///   - partitions: At least 1, and the same wherever the topic is named; nil leaves it to the log.
    package init(name: String, partitions: Int? = nil) {
        precondition(partitions ?? 1 > 0, "a topic has at least one partition")
        self.name = name
        self.partitions = partitions
    }

    /// Messages that were accepted and wait for their sequence number; the key is the chat topic.
    package static let submit = LogTopic(name: "parley.submit")
    /// Messages that are stored and wait to be delivered; the key is the chat topic.
    package static let message = LogTopic(name: "parley.message")
    /// Changes of membership, moderation and accounts; the key is what changed.
    package static let event = LogTopic(name: "parley.event")

    /// How many partitions a topic has that leaves it to a log that processes share, unless the operator decided.
    ///
    /// Enough to share among many replicas; fewer make larger batches where there are few.
    package static let usualPartitions = 32

    /// The partition of a key: FNV-1a (64 bits) over its UTF-8 bytes, modulo the number of partitions, at least 1.
    ///
    /// Every adapter must choose by this function, so that a key keeps its partition whatever program appends to it.
    package static func partition(of key: String, among partitions: Int) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in key.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return Int(hash % UInt64(partitions))
    }
}
