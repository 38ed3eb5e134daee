import CRDKafka
import Foundation

/// A broker that speaks Kafka's protocol over TCP and keeps its records in memory: librdkafka's own, for tests.
///
/// Its one argument is how many partitions a topic has. It makes the suite's topics, says where it listens, and goes on
/// until it is stopped.
@main
enum MockBroker {
    /// Its topics: these brokers do not know the call for making one.
    private static let topics = ["parley.submit", "parley.message", "parley.event"]

    static func main() {
        guard let partitions = CommandLine.arguments.dropFirst().first.flatMap({ Int32($0) }) else { exit(64) }
        let conf = rd_kafka_conf_new()
        rd_kafka_conf_set_log_cb(conf) { _, _, _, _ in }
        guard let client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, nil, 0),
            let cluster = rd_kafka_mock_cluster_new(client, 1)
        else { exit(69) }
        for topic in topics {
            rd_kafka_mock_topic_create(cluster, topic, partitions, 1)
            rd_kafka_mock_topic_create(cluster, topic + ".dead", 1, 1)
        }
        print(String(cString: rd_kafka_mock_cluster_bootstraps(cluster)))
        fflush(nil)
        while true { pause() }
    }
}
