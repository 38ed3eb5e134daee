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
}
