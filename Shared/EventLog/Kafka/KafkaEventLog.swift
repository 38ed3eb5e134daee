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

    package func partitions(of topic: LogTopic) -> Int { topic.partitions ?? settings.partitions }

    /// The topic of the dead letters of a topic; ``DeadLetter/init(_:)`` reads its records.
    package static func deadLetters(of topic: LogTopic) -> LogTopic {
        LogTopic(name: topic.name + ".dead", partitions: 1)
    }

    /// Sees to it that a topic is there.
    ///
    /// - Throws: ``EventLogError/unavailable``, also for one that has another number of partitions.
    package func provide(_ topic: LogTopic) async throws(EventLogError) {
        try await topics.provide(topic, partitions: partitions(of: topic))
    }

    /// Whether a broker answers now; takes up to the time that an append may take.
    package var isReachable: Bool {
        get async { await topics.isReachable }
    }

    /// Without a task for each: librdkafka works on all of them as soon as they are sent.
    package func append(lots: [[LogRecord]], to topic: LogTopic) async -> [EventLogError?] {
        let meters = meters(of: topic)
        for lot in lots { meters.begin(lot.count) }
        let failures = await failures(of: lots, to: topic)
        for (lot, failure) in zip(lots, failures) { meters.settle(lot.count, failure) }
        return failures
    }

    private func meters(of topic: LogTopic) -> AppendMeters {
        meters.withLock { meters in
            if let known = meters[topic.name] { return known }
            let new = AppendMeters(topic: topic.name)
            meters[topic.name] = new
            return new
        }
    }

    /// Sends lots, and waits until the brokers have all of them.
    private func failures(of lots: [[LogRecord]], to topic: LogTopic) async -> [EventLogError?] {
        do throws(EventLogError) {
            try await provide(topic)
        } catch {
            return lots.map { _ in error }
        }
        // Of all together: the queue is one for all.
        var patience = settings.appendWait
        var deliveries: [KafkaDelivery] = []
        for lot in lots { deliveries.append(await send(lot.traced, to: topic, &patience)) }
        var failures: [EventLogError?] = []
        for delivery in deliveries { failures.append(await delivery.failure()) }
        return failures
    }

    private func send(
        _ records: [LogRecord], to topic: LogTopic, _ patience: inout Duration
    ) async -> KafkaDelivery {
        let delivery = KafkaDelivery(records: records.count)
        let producer = sender.current
        for (index, record) in records.enumerated() {
            do throws(EventLogError) {
                try await send(record, to: topic, by: producer, delivery: delivery, &patience)
            } catch {
                // The earlier ones are on their way; their end is known before the caller tries again.
                delivery.settle(error, records: records.count - index)
                break
            }
        }
        return delivery
    }

    /// - `patience`: how long it may wait for room; what it waited is taken off.
    private func send(
        _ record: LogRecord, to topic: LogTopic, by producer: KafkaProducer, delivery: KafkaDelivery,
        _ patience: inout Duration
    ) async throws(EventLogError) {
        let partition = partition(of: record.key, in: topic)
        let pause = Duration.milliseconds(5)
        while true {
            let failure: KafkaError
            do throws(KafkaError) {
                return try producer.send(record, to: topic.name, partition: partition, delivery: delivery)
            } catch {
                failure = error
            }
            guard failure.isQueueFull, patience > .zero else { throw failure.eventLogError }
            guard (try? await clock.sleep(for: pause)) != nil else { throw .cancelled }
            patience -= pause
        }
    }

    package func consume(
        _ topic: LogTopic, group: String, from start: GroupStart, with processor: any LogProcessor
    ) async throws {
        guard try await provideForEver(topic) else { return }
        let consumer: KafkaConsumer
        do {
            consumer = try KafkaConsumer(settings.consumer(of: topic, group: group), topic: topic.name)
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
                try await provide(topic)
                return true
            } catch {
                if topics.isMismatched(topic) { throw error }
            }
            guard (try? await clock.sleep(for: retryDelay.next())) != nil else { return false }
        }
        return false
    }
}
