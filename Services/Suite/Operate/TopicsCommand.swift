import ArgumentParser
import EventLog
import Logging
import ServiceHost
import Settings

/// `parley topics`: makes the topics of the log on Kafka, with the partitions that the services need.
struct TopicsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics", abstract: "Make the topics of the log on Kafka.",
        discussion: """
            The brokers are named by kafka.brokers in the settings file, or PARLEY_KAFKA_BROKERS; kafka.partitions says \
            how many partitions each topic gets. Topics that are there stay as they are; one with another number of \
            partitions is told, with status 69.
            """)

    @Option(help: ArgumentHelp("A settings file: JSON, with // comments.", valueName: "file"))
    var config: String?

    func run() async throws {
        let settings = try OperatorSettings.load(config)
        let brokers = settings[BackendSettings.kafkaBrokers].map(\.description).joined(separator: ",")
        guard !brokers.isEmpty else {
            throw ProcessExit.because("kafka.brokers is not set", in: "parley", status: ProcessExit.unusableSettings)
        }
        var kafka = KafkaEventLog.Settings(brokers: brokers)
        kafka.partitions = settings[BackendSettings.kafkaPartitions]
        kafka.replicas = settings[BackendSettings.kafkaReplicas]
        do {
            let log = try KafkaEventLog(settings: kafka, logger: Logger(label: "parley.log"))
            let topics = [LogTopic.submit, .message, .event]
            for topic in topics + topics.map(KafkaEventLog.deadLetters) {
                try await log.provide(topic)
                print("\(topic.name): \(log.partitions(of: topic)) partitions")
            }
        } catch {
            throw ProcessExit.because(
                "the topics at \(brokers) cannot be made: \(error)", in: "parley", status: ProcessExit.unavailable)
        }
    }
}
