import CRDKafka
import EventLog

/// Brokers in this process, which speak the protocol over TCP and keep their records in memory.
///
/// Safety: the pointers never change, and the cluster locks what its calls touch.
final class MockCluster: @unchecked Sendable {
    private let client: OpaquePointer
    private let cluster: OpaquePointer

    init() throws {
        let conf = rd_kafka_conf_new()
        rd_kafka_conf_set_log_cb(conf) { _, _, _, _ in }
        guard let client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, nil, 0),
            let cluster = rd_kafka_mock_cluster_new(client, 1)
        else { throw NoCluster() }
        self.client = client
        self.cluster = cluster
    }

    deinit {
        rd_kafka_mock_cluster_destroy(cluster)
        rd_kafka_destroy(client)
    }

    /// Where the brokers listen.
    var brokers: String { String(cString: rd_kafka_mock_cluster_bootstraps(cluster)) }

    /// Makes a topic: these brokers do not know the call for it.
    func makeTopic(_ name: String, partitions: Int) throws {
        let code = rd_kafka_mock_topic_create(cluster, name, Int32(partitions), 1)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw NoCluster() }
    }

    /// Cuts all connections, and takes no new ones.
    func goDown() {
        rd_kafka_mock_broker_set_down(cluster, 1)
    }

    /// Takes connections again.
    func comeUp() {
        rd_kafka_mock_broker_set_up(cluster, 1)
    }

    /// Waits until a group has committed a partition up to an offset.
    ///
    /// - Throws: `CancellationError`, when the test has taken too long.
    func untilCommitted(_ offset: Int64, partition: Int, of topic: LogTopic, group: String) async throws {
        let conf = rd_kafka_conf_new()
        rd_kafka_conf_set(conf, "bootstrap.servers", brokers, nil, 0)
        rd_kafka_conf_set(conf, "group.id", group, nil, 0)
        rd_kafka_conf_set_log_cb(conf) { _, _, _, _ in }
        guard let reader = rd_kafka_new(RD_KAFKA_CONSUMER, conf, nil, 0),
            let list = rd_kafka_topic_partition_list_new(1),
            let entry = rd_kafka_topic_partition_list_add(list, topic.name, Int32(partition))
        else { throw NoCluster() }
        defer {
            rd_kafka_topic_partition_list_destroy(list)
            rd_kafka_destroy(reader)
        }
        repeat {
            try await Task.sleep(for: .milliseconds(10))
            rd_kafka_committed(reader, list, 1_000)
        } while entry.pointee.offset != offset
    }

    struct NoCluster: Error {}
}
