/// One partition of an in-process topic, as the consumer of one group sees it.
struct GroupPartition: PartitionSource {
    let queue: PartitionQueue
    let group: String
    let deadLetters: DeadLetterBox

    var partition: Int { queue.partition }

    func nextBatch() async -> PartitionBatch? { await queue.nextBatch(for: group) }

    func commit(_ batch: PartitionBatch) { queue.commit(group, to: batch.end) }

    func setAside(_ index: Int, as letter: DeadLetter) async throws(EventLogError) {
        deadLetters.add(letter)
        queue.skip(letter.record.offset, for: group)
    }

    /// Does nothing: the queue goes on for other groups, and whoever waits at it is woken by cancellation.
    func close() {}
}
