/// What a consumer does with the records of its partitions.
///
/// For one partition the calls come one after another: `assigned`, any number of `process`, `revoked`. Calls for
/// different partitions overlap.
package protocol LogProcessor: Sendable {
    /// The partition belongs to this consumer from now on: load what its records need.
    ///
    /// Runs before the first batch. No other consumer of the group has the partition now.
    func assigned(_ partition: Int) async

    /// Works on the next records of a partition; when it returns, they are committed.
    ///
    /// An error other than ``PoisonRecord`` has the records delivered again after a growing pause, in the same order;
    /// later records may have joined them meanwhile. While the partition is being taken away the task is cancelled:
    /// return to commit the batch, or throw to leave it to the next owner. `ServiceContext.current` is the context of the
    /// records where all of them have the same, else that of none; ``ConsumedRecord/context`` has that of each.
    ///
    /// - Parameters:
    ///   - batch: At least one record, in order.
    ///   - partition: Where all of them lie.
    /// - Throws: ``PoisonRecord`` to set one record aside for good, anything else to try the batch again.
    func process(_ batch: [ConsumedRecord], partition: Int) async throws

    /// The partition belongs to this consumer no more: forget what was loaded for it.
    ///
    /// Runs in a task that is not cancelled, and no other consumer gets the partition before it returns. Do not work
    /// for long here: the whole partition waits.
    func revoked(_ partition: Int) async
}

extension LogProcessor {
    /// Does nothing: for processors that keep nothing by partition.
    package func assigned(_ partition: Int) async {}
    /// Does nothing: for processors that keep nothing by partition.
    package func revoked(_ partition: Int) async {}
}
