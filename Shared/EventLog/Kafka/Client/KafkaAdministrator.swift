internal import CRDKafka

/// Asks a cluster about its topics and makes new ones.
///
/// Every call blocks: keep it on a thread of its own.
struct KafkaAdministrator {
    let handle: KafkaHandle
    /// How long one question may take.
    let timeout: Duration

    /// How many partitions a topic has, or nil if there is none of that name.
    func partitions(of topic: String) throws(KafkaError) -> Int? {
        var found: UnsafePointer<rd_kafka_metadata>?
        // All topics are asked for: asking for one by name would make it, with a number of partitions of its own choice.
        try KafkaError.check(rd_kafka_metadata(handle.pointer, 1, nil, &found, milliseconds))
        guard let found else { return nil }
        defer { rd_kafka_metadata_destroy(found) }
        let topics = UnsafeBufferPointer(start: found.pointee.topics, count: Int(found.pointee.topic_cnt))
        return topics.first { String(cString: $0.topic) == topic }.map { Int($0.partition_cnt) }
    }

    /// Whether a broker answers.
    var isAnswered: Bool {
        do {
            _ = try partitions(of: "")
            return true
        } catch {
            return false
        }
    }

    /// Makes a topic; one that is there already is left as it is.
    func create(_ topic: String, partitions: Int, replicas: Int) throws(KafkaError) {
        var wanted = rd_kafka_NewTopic_new(topic, Int32(partitions), Int32(replicas), nil, 0)
        guard let queue = rd_kafka_queue_new(handle.pointer), wanted != nil else { throw .invalidSetting }
        defer {
            rd_kafka_NewTopic_destroy(wanted)
            rd_kafka_queue_destroy(queue)
        }
        rd_kafka_CreateTopics(handle.pointer, &wanted, 1, nil, queue)
        // The request has a time limit of its own, and always answers.
        guard let event = rd_kafka_queue_poll(queue, -1) else { return }
        defer { rd_kafka_event_destroy(event) }
        try KafkaError.check(rd_kafka_event_error(event))
        var count = 0
        guard let answer = rd_kafka_event_CreateTopics_result(event),
            let results = rd_kafka_CreateTopics_result_topics(answer, &count), count == 1
        else { return }
        let code = rd_kafka_topic_result_error(results[0])
        if code != RD_KAFKA_RESP_ERR_NO_ERROR, !KafkaError(code).isTopicThere { throw KafkaError(code) }
    }

    private var milliseconds: Int32 { Int32(clamping: timeout.wholeMilliseconds) }
}
