package import Logging
import Synchronization

/// A log on a Kafka cluster.
///
/// A topic that is missing is made when it is first used; so is one beside it, with `.dead` after its name, that takes
/// the dead letters of all groups (see ``deadLetters(of:)``).
///
/// Sending and every consumer have a thread of their own, on which all calls that block are made.
package final class KafkaEventLog: EventLog {
    private let settings: Settings
    private let clock: any Clock<Duration>
    private let logger: Logger
    let sender: KafkaSender
    private let topics: KafkaTopics
    private let meters = Mutex<[String: AppendMeters]>([:])

    /// Makes a log; brokers are looked for in the background, and for ever.
    ///
    /// - Parameters:
    ///   - settings: Where the brokers are, and bounds.
    ///   - clock: Measures the wait for room and the pauses between attempts.
    ///   - logger: Is told of failures and dead letters, without their content.
    /// - Throws: ``EventLogError/unavailable`` if librdkafka does not take the settings.
    package init(
        settings: Settings,
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger = Logger(label: "parley.log"),
    ) throws(EventLogError) {
        self.settings = settings
        self.clock = clock
        self.logger = logger
        do {
            sender = try KafkaSender(settings.producer, logger: logger)
        } catch {
            logger.error("Kafka does not take the settings", metadata: ["error": "\(error)"])
            throw .unavailable
        }
        topics = KafkaTopics(replicas: settings.replicas, logger: logger) { [sender] in
            KafkaAdministrator(handle: sender.current.handle, timeout: settings.appendTimeout)
        }
    }

    /// The topic of the dead letters of a topic; ``DeadLetter/init(_:)`` reads its records.
    package static func deadLetters(of topic: LogTopic) -> LogTopic {
        LogTopic(name: topic.name + ".dead", partitions: 1)
    }

    /// Sees to it that a topic is there.
    ///
    /// - Throws: ``EventLogError/unavailable``, also for one that has another number of partitions.
    package func provide(_ topic: LogTopic) async throws(EventLogError) {
        try await topics.provide(topic)
    }

    /// Whether a broker answers now; takes up to the time that an append may take.
    package var isReachable: Bool {
        get async { await topics.isReachable }
    }

    package func append(_ records: [LogRecord], to topic: LogTopic) async throws(EventLogError) {
        guard !records.isEmpty else { return }
        try await meters(of: topic).counting(records.count) { () async throws(EventLogError) in
            try await topics.provide(topic)
            try await send(records.traced, to: topic)
        }
    }

    private func meters(of topic: LogTopic) -> AppendMeters {
        meters.withLock { meters in
            if let known = meters[topic.name] { return known }
            let new = AppendMeters(topic: topic.name)
            meters[topic.name] = new
            return new
        }
    }

    /// Sends records, and waits until the brokers have all of them.
    private func send(_ records: [LogRecord], to topic: LogTopic) async throws(EventLogError) {
        let delivery = KafkaDelivery(records: records.count)
        let producer = sender.current
        for (index, record) in records.enumerated() {
            do throws(EventLogError) {
                try await send(record, to: topic, by: producer, delivery: delivery)
            } catch {
                // The earlier ones are on their way; their end is known before the caller tries again.
                delivery.settle(error, records: records.count - index)
                break
            }
        }
        try await delivery.wait()
    }

    private func send(
        _ record: LogRecord, to topic: LogTopic, by producer: KafkaProducer, delivery: KafkaDelivery
    ) async throws(EventLogError) {
        let partition = topic.partition(of: record.key)
        let pause = Duration.milliseconds(5)
        var waited = Duration.zero
        while true {
            let failure: KafkaError
            do throws(KafkaError) {
                return try producer.send(record, to: topic.name, partition: partition, delivery: delivery)
            } catch {
                failure = error
            }
            guard failure.isQueueFull, waited < settings.appendWait else { throw failure.eventLogError }
            guard (try? await clock.sleep(for: pause)) != nil else { throw .cancelled }
            waited += pause
        }
    }

    package func consume(
        _ topic: LogTopic, group: String, from start: GroupStart, with processor: any LogProcessor
    ) async throws {
        guard try await provideForEver(topic) else { return }
        let consumer: KafkaConsumer
        do {
            consumer = try KafkaConsumer(settings.consumer(group: group), topic: topic.name)
        } catch {
            logger.error("Kafka does not take the consumer", metadata: ["error": "\(error)"])
            throw EventLogError.unavailable
        }
        let worker = PartitionWorker(
            topic: topic, group: group, processor: processor, retryDelay: settings.retryDelay, clock: clock,
            meters: GroupMeters(topic: topic.name, group: group), logger: logger)
        let loop = KafkaConsumerLoop(consumer: consumer, worker: worker, start: start, settings: settings) {
            [self] letter throws(EventLogError) in
            try await append([letter.logRecord], to: Self.deadLetters(of: topic))
        }
        await loop.run()
    }

    /// Sees to it that the topic is there, however long that takes; false if the task was cancelled meanwhile.
    private func provideForEver(_ topic: LogTopic) async throws(EventLogError) -> Bool {
        var retryDelay = settings.retryDelay
        while !Task.isCancelled {
            do throws(EventLogError) {
                try await topics.provide(topic)
                return true
            } catch {
                if topics.isMismatched(topic) { throw error }
            }
            guard (try? await clock.sleep(for: retryDelay.next())) != nil else { return false }
        }
        return false
    }
}
