import EventLog
package import Presence
package import Settings

/// Which servers the services stand on.
///
/// Without any, a service keeps everything in its folder and in its process: that suits one process alone.
package enum BackendSettings {
    /// The brokers of Kafka.
    package static let kafkaBrokers = Setting(
        "kafka.brokers", default: [HostPort](),
        "Kafka's brokers to begin with; without them the log between the services ends at the process.")
    /// How far the work on the log can be shared.
    package static let kafkaPartitions = Setting(
        "kafka.partitions", default: LogTopic.usualPartitions, in: 1...128,
        "Partitions of each topic of the log, the most replicas that can share it; fixed when the topics are made.")
    /// Copies of what is in the log.
    package static let kafkaReplicas = Setting(
        "kafka.replicas", default: -1, in: -1...16, "How many brokers keep each record; -1 is what the brokers say.")
    /// How patient a broker is.
    package static let kafkaFetchWait = Setting(
        "kafka.fetchWait", default: Duration.milliseconds(500), in: .milliseconds(1)...(.seconds(5)),
        "How long a broker may hold back its answer while there is nothing to read.")
    /// How patient a broker is with those who read events.
    package static let kafkaEventFetchWait = Setting(
        "kafka.eventFetchWait", default: Duration.milliseconds(500), in: .milliseconds(1)...(.seconds(5)),
        "The same for events, which are in less of a hurry than messages.")
    /// How long a replica may be silent.
    package static let kafkaSessionTimeout = Setting(
        "kafka.sessionTimeout", default: Duration.seconds(6), in: .seconds(1)...(.seconds(300)),
        "How long a consumer may be silent before others take over its partitions; brokers have bounds of their own.")
    /// Where Redis is.
    package static let redis = Setting(
        "redis.url", default: RedisAddress?.none,
        "Redis, as redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]; without it presence ends at the process.")
    /// Where MongoDB is.
    package static let mongo = Setting(
        "mongo.url", default: Secret?.none,
        "MongoDB, as mongodb://…/?replicaSet=NAME; without it a service keeps its data in its folder.")
    /// What the databases are called.
    package static let mongoPrefix = Setting(
        "mongo.prefix", default: "parley-", "What the names of the services' databases begin with.")

    /// All of them.
    package static let all: [any SettingDeclaration] = [
        kafkaBrokers, kafkaPartitions, kafkaReplicas, kafkaFetchWait, kafkaEventFetchWait, kafkaSessionTimeout, redis,
        mongo, mongoPrefix,
    ]
}

/// An address of Redis is a secret, for it may hold a password.
extension RedisAddress: SettingValue {
    package static var expectation: String { "redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]" }

    package static var isSecret: Bool { true }

    package init?(setting input: SettingInput) {
        guard case .word(let text) = input, let address = try? RedisAddress(text) else { return nil }
        self = address
    }

    package var settingText: String { "<secret>" }
}
