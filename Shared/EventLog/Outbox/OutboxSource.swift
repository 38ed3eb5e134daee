/// Where a service keeps the records that it wrote in the same transaction as its data.
package protocol OutboxSource: Sendable {
    /// The oldest entries, in ascending order of id.
    ///
    /// - Parameter limit: The most to return.
    /// - Returns: None if nothing waits; fewer than the limit only if that is all.
    /// - Throws: Anything; the relay tries again.
    func pending(limit: Int) async throws -> [OutboxEntry]

    /// Forgets all entries up to and including that id. Doing it twice does no harm.
    ///
    /// - Throws: Anything; the relay tries again, and appends the entries again before.
    func remove(through id: Int64) async throws

    /// A new stream with an element soon after entries were committed; several commits may share one.
    ///
    /// Keep at least the newest element while nobody reads, or a wake-up is lost until the next poll.
    var wakeups: AsyncStream<Void> { get }
}
