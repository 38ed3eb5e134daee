import Chat
import Contracts

/// One page of the deletion log.
package struct DeletionQuery: Hashable, Sendable {
    /// The topic's canonical name.
    package var topic: String
    /// Who reads: deletions for everybody and this user's own.
    package var user: UInt64
    /// Deletion numbers, inclusive.
    package var numbers: ClosedRange<Int64>
    /// About how many ranges, before they are merged; the deletion that the limit cuts is there in full.
    package var limit: Int

    /// Asks for a page.
    package init(topic: String, user: UInt64, numbers: ClosedRange<Int64>, limit: Int) {
        self.topic = topic
        self.user = user
        self.numbers = numbers
        self.limit = limit
    }

    /// How many ranges to read: a deletion has at most as many as are read beyond the limit, so that the one that the limit
    /// cuts is there in full.
    var rangesRead: Int { limit + Limits.deletedMessages }

    /// The page, of as many ranges as are to be read, ascending by the deletion's number.
    func page(of rows: [(number: Int64, range: ClosedRange<Int64>)]) -> GetDeletionsReply {
        let last = rows.prefix(max(limit, 1)).last?.number ?? 0
        let ranges = MessageRanges.merged(rows.filter { $0.number <= last }.map(\.range))
        return GetDeletionsReply(
            deleteID: last, ranges: ranges.map { SequenceRange(low: $0.lowerBound, high: $0.upperBound + 1) })
    }
}
