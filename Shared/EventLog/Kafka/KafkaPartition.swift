/// One partition of a Kafka topic, as the consumer of one group sees it.
struct KafkaPartition: PartitionSource {
    let buffer: KafkaPartitionBuffer
    /// Takes what is done with.
    let store: @Sendable (KafkaPartitionBuffer.Progress) -> Void
    /// Appends a dead letter to the topic for them.
    let bury: @Sendable (DeadLetter) async throws(EventLogError) -> Void

    var partition: Int { buffer.partition }

    func nextBatch() async -> PartitionBatch? { await buffer.nextBatch() }

    func commit(_ batch: PartitionBatch) { store(buffer.remove(0..<batch.records.count)) }

    func setAside(_ index: Int, as letter: DeadLetter) async throws(EventLogError) {
        try await bury(letter)
        store(buffer.remove(index..<index + 1))
    }

    func close() { buffer.close() }
}
