import EventLog
import Logging
import Presence
import Settings
import Telemetry

/// The log and presence that a service has: those of the servers that are set, or embedded ones.
struct Backends: Sendable {
    let log: any EventLog
    let presence: any Presence
    /// The log, where it ends at this process.
    let embeddedLog: InProcessEventLog?

    /// Throws `HealthFailure` when the log cannot be reached.
    let checkLog: @Sendable () async throws -> Void

    /// Takes what is set; no server has to be there yet.
    ///
    /// - Throws: `EventLogError.unavailable` for options that Kafka's library does not take.
    init(_ configuration: Configuration, logger: Logger) throws(EventLogError) {
        let brokers = configuration[BackendSettings.kafkaBrokers]
        if brokers.isEmpty {
            let embedded = InProcessEventLog(logger: logger)
            (log, embeddedLog) = (embedded, embedded)
            checkLog = {}
        } else {
            var settings = KafkaEventLog.Settings(brokers: brokers.map(\.description).joined(separator: ","))
            settings.partitions = configuration[BackendSettings.kafkaPartitions]
            settings.replicas = configuration[BackendSettings.kafkaReplicas]
            settings.sessionTimeout = configuration[BackendSettings.kafkaSessionTimeout]
            settings.fetchWait = configuration[BackendSettings.kafkaFetchWait]
            settings.eventFetchWait = configuration[BackendSettings.kafkaEventFetchWait]
            let kafka = try KafkaEventLog(settings: settings, logger: logger)
            (log, embeddedLog) = (kafka, nil)
            checkLog = {
                if await !kafka.isReachable { throw HealthFailure("no broker of the event log answers") }
            }
        }
        // Presence is no check of readiness: without it messages still flow, and taking every pod out of service for it
        // would end that.
        if let address = configuration[BackendSettings.redis] {
            presence = RedisPresence(address, logger: logger)
        } else {
            presence = InProcessPresence()
        }
    }
}
