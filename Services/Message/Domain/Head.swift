/// Where a topic stands: the last sequence given and its time.
package struct Head: Hashable, Sendable {
    /// 0 before the first message.
    package var sequence: Int64
    /// Milliseconds; 0 before the first message.
    package var at: Int64

    /// Creates a head; a topic without messages has none of either.
    package init(sequence: Int64 = 0, at: Int64 = 0) {
        self.sequence = sequence
        self.at = at
    }
}
