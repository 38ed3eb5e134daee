/// The reactions that somebody asks for.
package struct ReactionsQuery: Hashable, Sendable {
    /// The topic's canonical name.
    package var topic: String
    /// Who asks: what this user has deleted is left out.
    package var user: UInt64
    /// Whether nobody but the asker is to be named.
    package var isReader: Bool
    /// The numbers that the newest change of a message may have.
    package var changes: ClosedRange<Int64>
    /// Which messages: ascending, not overlapping; none is all.
    package var ranges: [ClosedRange<Int64>]
    /// The most messages.
    package var limit: Int

    /// Asks for reactions.
    package init(
        topic: String, user: UInt64, isReader: Bool = false, changes: ClosedRange<Int64> = 1...Int64.max,
        ranges: [ClosedRange<Int64>] = [], limit: Int = 100
    ) {
        self.topic = topic
        self.user = user
        self.isReader = isReader
        self.changes = changes
        self.ranges = ranges
        self.limit = limit
    }
}
