internal import CRDKafka

/// A member of a consumer group that reads one topic.
///
/// Except for ``store(_:partition:)`` and ``wake()``, which any thread may call, one thread calls it.
final class KafkaConsumer: Sendable {
    private let queue: Queue
    private let handle: KafkaHandle
    private let topic: String
    let inbox: RebalanceInbox

    /// The queue that a poll waits at.
    ///
    /// Safety: the pointer never changes, and librdkafka locks its queues.
    private final class Queue: @unchecked Sendable {
        let pointer: OpaquePointer

        init(_ pointer: OpaquePointer) { self.pointer = pointer }

        deinit { rd_kafka_queue_destroy(pointer) }
    }

    /// Joins the group.
    init(_ settings: [String: String], topic: String) throws(KafkaError) {
        let inbox = RebalanceInbox()
        let configuration = try KafkaConfiguration(settings)
        configuration.reportRebalances(to: inbox)
        let handle = try KafkaHandle(.consumer, configuration)
        rd_kafka_poll_set_consumer(handle.pointer)
        guard let queue = rd_kafka_queue_get_consumer(handle.pointer) else { throw .invalidSetting }
        self.handle = handle
        self.queue = Queue(queue)
        self.topic = topic
        self.inbox = inbox
        let topics = KafkaPartitionList([-1], of: topic)
        try KafkaError.check(topics.with { rd_kafka_subscribe(handle.pointer, $0) })
    }

    /// Waits for a message, a change of the assignment or a wake-up.
    func poll(milliseconds: Int32) -> KafkaMessage? {
        rd_kafka_consumer_poll(handle.pointer, milliseconds).map { KafkaMessage(consuming: $0) }
    }

    /// Has a poll return soon.
    func wake() {
        rd_kafka_queue_yield(queue.pointer)
    }

    /// The ends of those partitions of which the group has never committed anything.
    ///
    /// Asks the brokers, and waits for their answer. Partitions whose end they do not tell are left out.
    func endsOfNew(_ partitions: [Int], timeout: Duration) throws(KafkaError) -> [Int: Int64] {
        guard !partitions.isEmpty else { return [:] }
        let milliseconds = Int32(clamping: timeout.wholeMilliseconds)
        let asked = KafkaPartitionList(partitions, of: topic)
        try KafkaError.check(asked.with { rd_kafka_committed(handle.pointer, $0, milliseconds) })
        let committed = asked.offsets
        let new = partitions.filter { committed[$0] == nil }
        guard !new.isEmpty else { return [:] }
        // In the place of the time that is asked for: the end.
        let end = Int64(RD_KAFKA_OFFSET_END)
        let ends = KafkaPartitionList(new, at: Dictionary(uniqueKeysWithValues: new.map { ($0, end) }), of: topic)
        try KafkaError.check(ends.with { rd_kafka_offsets_for_times(handle.pointer, $0, milliseconds) })
        return ends.offsets
    }

    /// Accepts partitions, and begins to read them.
    ///
    /// - Parameters:
    ///   - partitions: The partitions.
    ///   - starts: Where to begin in some of them; in the others that is where the group has come to.
    /// - Throws: What librdkafka says: it is not the group's will, for example.
    func assign(_ partitions: [Int], at starts: [Int: Int64] = [:]) throws(KafkaError) {
        let list = KafkaPartitionList(partitions, at: starts, of: topic)
        try KafkaError.check(consuming: list.with { rd_kafka_incremental_assign(handle.pointer, $0) })
    }

    /// Lets go of partitions.
    func unassign(_ partitions: [Int]) throws(KafkaError) {
        let list = KafkaPartitionList(partitions, of: topic)
        try KafkaError.check(consuming: list.with { rd_kafka_incremental_unassign(handle.pointer, $0) })
    }

    func pause(_ partition: Int) throws(KafkaError) {
        let list = KafkaPartitionList([partition], of: topic)
        try KafkaError.check(list.with { rd_kafka_pause_partitions(handle.pointer, $0) })
    }

    func resume(_ partition: Int) throws(KafkaError) {
        let list = KafkaPartitionList([partition], of: topic)
        try KafkaError.check(list.with { rd_kafka_resume_partitions(handle.pointer, $0) })
    }

    /// Notes where the next owner of a partition would begin; it is committed within the interval for that.
    func store(_ offset: Int64, partition: Int) throws(KafkaError) {
        let list = KafkaPartitionList([partition: offset], of: topic)
        try KafkaError.check(list.with { rd_kafka_offsets_store(handle.pointer, $0) })
    }

    /// Commits offsets, and returns when the broker has them.
    func commit(_ offsets: [Int: Int64]) throws(KafkaError) {
        guard !offsets.isEmpty else { return }
        let list = KafkaPartitionList(offsets, of: topic)
        try KafkaError.check(list.with { rd_kafka_commit(handle.pointer, $0, 0) })
    }

    /// The end of a partition as of the last fetch, or nil before the first.
    func end(of partition: Int) -> Int64? {
        var (low, high) = (Int64(-1), Int64(-1))
        let code = rd_kafka_get_watermark_offsets(handle.pointer, topic, Int32(partition), &low, &high)
        return code == RD_KAFKA_RESP_ERR_NO_ERROR && high >= 0 ? high : nil
    }

    /// Leaves the group.
    func close() {
        inbox.close()
        rd_kafka_consumer_close(handle.pointer)
    }
}
