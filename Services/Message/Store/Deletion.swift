/// Messages to delete.
package struct Deletion: Hashable, Sendable {
    /// Messages that go for everybody at once, at most: other writers get their turns in between.
    package static let largestForAll: Int64 = 5_000

    /// The topic's canonical name.
    package var topic: String
    /// Which sequences: at least one range; ascending, not overlapping.
    package var ranges: [ClosedRange<Int64>]
    /// Whose view they go from; nil is everybody's, and the content goes for good.
    package var user: UInt64?

    /// Names messages to delete.
    package init(topic: String, ranges: [ClosedRange<Int64>], user: UInt64?) {
        self.topic = topic
        self.ranges = ranges
        self.user = user
    }
}
