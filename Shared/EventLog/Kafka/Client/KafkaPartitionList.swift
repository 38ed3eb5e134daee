internal import CRDKafka

/// Some partitions of one topic, each perhaps with an offset, as librdkafka wants them.
struct KafkaPartitionList: ~Copyable {
    private let list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    /// - Parameters:
    ///   - partitions: The partitions.
    ///   - offsets: Those of some of them; the others have none.
    ///   - topic: The topic.
    init(_ partitions: [Int], at offsets: [Int: Int64] = [:], of topic: String) {
        list = rd_kafka_topic_partition_list_new(Int32(partitions.count))
        for partition in partitions {
            let entry = rd_kafka_topic_partition_list_add(list, topic, Int32(partition))
            if let offset = offsets[partition] { entry?.pointee.offset = offset }
        }
    }

    init(_ offsets: [Int: Int64], of topic: String) {
        self.init(Array(offsets.keys), at: offsets, of: topic)
    }

    /// The offsets that a call filled in, of the partitions that have one.
    var offsets: [Int: Int64] {
        var offsets: [Int: Int64] = [:]
        for index in 0..<Int(list.pointee.cnt) {
            let entry = list.pointee.elems[index]
            if entry.err == RD_KAFKA_RESP_ERR_NO_ERROR, entry.offset >= 0 {
                offsets[Int(entry.partition)] = entry.offset
            }
        }
        return offsets
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
