import Logging
import Metrics
import Synchronization

/// The producer in use.
///
/// One that is broken for good is replaced: librdkafka never lets an idempotent producer go on after a fatal error, such
/// as being fenced off, because it cannot keep its promises any more. What such a producer had in flight has failed.
final class KafkaSender: Sendable {
    private let settings: [String: String]
    private let logger: Logger
    private let replacements = Counter(label: "parley_log_replaced_producers_total")
    private let producer: Mutex<KafkaProducer>

    init(_ settings: [String: String], logger: Logger) throws(KafkaError) {
        self.settings = settings
        self.logger = logger
        producer = Mutex(try KafkaProducer(settings))
    }

    /// The producer to use for one append, or one question to the brokers.
    ///
    /// The next append may be given another one, so that the records of one append are never overtaken by each other.
    var current: KafkaProducer {
        producer.withLock { producer in
            guard let failure = producer.fatalError else { return producer }
            do {
                producer = try KafkaProducer(settings)
                replacements.increment()
                logger.error("broken producer replaced", metadata: ["error": "\(failure)"])
            } catch {
                // The broken one refuses everything; the next call tries again.
                logger.error("broken producer not replaced", metadata: ["error": "\(error)"])
            }
            return producer
        }
    }
}
