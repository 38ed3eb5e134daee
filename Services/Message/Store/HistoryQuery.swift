/// One page of history.
package struct HistoryQuery: Hashable, Sendable {
    /// The topic's canonical name.
    package var topic: String
    /// Who reads: what this user has deleted is left out.
    package var user: UInt64
    /// Which sequences: ascending, not overlapping; none is everything.
    package var ranges: [ClosedRange<Int64>]
    /// The most messages.
    package var limit: Int

    /// Asks for a page.
    package init(topic: String, user: UInt64, ranges: [ClosedRange<Int64>], limit: Int) {
        self.topic = topic
        self.user = user
        self.ranges = ranges
        self.limit = limit
    }
}
