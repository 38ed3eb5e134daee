internal import CRDKafka

/// Some partitions of one topic, each perhaps with an offset, as librdkafka wants them.
struct KafkaPartitionList: ~Copyable {
    private let list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    init(_ partitions: [Int], of topic: String) {
        list = rd_kafka_topic_partition_list_new(Int32(partitions.count))
        for partition in partitions {
            rd_kafka_topic_partition_list_add(list, topic, Int32(partition))
        }
    }

    init(_ offsets: [Int: Int64], of topic: String) {
        list = rd_kafka_topic_partition_list_new(Int32(offsets.count))
        for (partition, offset) in offsets {
            rd_kafka_topic_partition_list_add(list, topic, Int32(partition))?.pointee.offset = offset
        }
    }

    /// Lends the list to a call.
    func with<Result>(
        _ body: (UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) -> Result
    ) -> Result {
        body(list)
    }

    deinit {
        rd_kafka_topic_partition_list_destroy(list)
    }
}
