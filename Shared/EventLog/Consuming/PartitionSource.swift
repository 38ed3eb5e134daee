/// One partition as one group sees it: where a worker gets its batches, and whom it tells what became of them.
///
/// One worker has it at a time.
protocol PartitionSource: Sendable {
    /// The partition.
    var partition: Int { get }

    /// The oldest records that are not done with, as soon as there are any.
    ///
    /// Nil when the partition is taken away: the task is cancelled, or the source closed.
    func nextBatch() async -> PartitionBatch?

    /// All records of the batch that was given last are done with.
    func commit(_ batch: PartitionBatch)

    /// Keeps a record of the batch that was given last as a dead letter, and is done with that record alone.
    ///
    /// Kept first and done with afterwards: a crash between the two makes a second letter, not a lost record.
    func setAside(_ index: Int, as letter: DeadLetter) async throws(EventLogError)

    /// Lets no more batches out.
    func close()
}

/// Records on their way to a processor.
struct PartitionBatch: Equatable {
    let records: [ConsumedRecord]
    /// The offset to commit when all of them are done.
    let end: Int64
}
