import Contracts
import EventLog
import Logging
import Metrics
import Storage
import Synchronization
import Wire

/// Gives every submitted message its place: reads `parley.submit`, stores, acknowledges, and passes on to
/// `parley.message`.
///
/// A partition has one owner at a time, so heads are kept in memory. Should a former owner still write, the store's
/// unique keys refuse one of the two; the loser reads again and plans anew. Nothing is acknowledged that is not durable.
final class Sequencer: LogProcessor {
    /// The consumer group: every replica of the service is in it.
    static let group = "message-sequencer"
    /// How often a batch is planned anew after conflicts before the log is asked to bring it back later.
    private static let attempts = 5

    private let store: any MessageStore
    private let log: any EventLog
    private let acknowledgements: AcknowledgementSender
    private let health: StoreHealth
    private let logger: Logger
    private let now: @Sendable () -> Int64
    /// The heads of the topics of the partitions owned, by partition.
    private let heads = Mutex<[Int: [String: Head]]>([:])

    private let stored = Counter(label: "parley_message_stored_total")
    private let duplicates = Counter(label: "parley_message_duplicates_total")
    private let conflicts = Counter(label: "parley_message_conflicts_total")
    private let batchSize = Recorder(label: "parley_message_batch_size")
    private let commit = Timer(label: "parley_message_sequence_seconds")

    init(
        store: any MessageStore, log: any EventLog, acknowledgements: AcknowledgementSender, health: StoreHealth,
        logger: Logger, now: @escaping @Sendable () -> Int64
    ) {
        self.store = store
        self.log = log
        self.acknowledgements = acknowledgements
        self.health = health
        self.logger = logger
        self.now = now
    }

    func assigned(_ partition: Int) async {
        heads.withLock { $0[partition] = [:] }
    }

    func revoked(_ partition: Int) async {
        _ = heads.withLock { $0.removeValue(forKey: partition) }
    }

    func process(_ batch: [ConsumedRecord], partition: Int) async throws {
        var submissions: [Submission] = []
        submissions.reserveCapacity(batch.count)
        for (index, record) in batch.enumerated() {
            do {
                submissions.append(try Submission(decoding: record.value))
            } catch {
                throw PoisonRecord(index: index, reason: "unreadable submission: \(error)")
            }
        }
        let start = ContinuousClock.now
        let plan: SequencePlan
        do {
            plan = try await place(submissions, partition: partition)
            health.succeeded()
        } catch {
            // Nothing of the batch is stored, so nothing is lost by giving it up: its authors are told, and may publish
            // again with the same key.
            health.failed()
            logger.error("messages cannot be stored", metadata: ["error": "\(error)", "count": "\(batch.count)"])
            acknowledge(submissions) { _ in
                Acknowledgement(code: 14, reason: "unavailable")
            }
            heads.withLock { $0[partition] = [:] }
            return
        }
        commit.record(duration: ContinuousClock.now - start)
        batchSize.record(batch.count)
        stored.increment(by: plan.messages.count)
        duplicates.increment(by: submissions.count - plan.messages.count)
        acknowledge(submissions) { index in
            Acknowledgement(sequence: plan.places[index].sequence, at: plan.places[index].at)
        }
        try await passOn(submissions, plan)
    }

    /// Finds a place for every submission and stores the new ones.
    private func place(_ submissions: [Submission], partition: Int) async throws -> SequencePlan {
        for attempt in 1...Self.attempts {
            let topics = Set(submissions.map(\.topic))
            var known = heads.withLock { $0[partition] ?? [:] }.filter { topics.contains($0.key) }
            let missing = topics.subtracting(known.keys)
            if !missing.isEmpty {
                known.merge(try await store.heads(of: missing)) { $1 }
            }
            let keys = submissions.map {
                MessageKey(topic: $0.topic, sender: $0.sender, key: $0.idempotencyKey)
            }
            let plan = SequencePlan(
                submissions, heads: known, stored: try await store.places(of: keys), now: now())
            let outcome = plan.messages.isEmpty ? .stored : try await store.insert(plan.messages)
            if outcome == .stored {
                heads.withLock { heads in
                    heads[partition]?.merge(plan.heads) { $1 }
                }
                return plan
            }
            conflicts.increment()
            logger.warning("another owner wrote to the partition", metadata: ["attempt": "\(attempt)"])
            heads.withLock { $0[partition] = [:] }
        }
        throw StoreError.conflict
    }

    private func acknowledge(_ submissions: [Submission], _ outcome: (Int) -> Acknowledgement) {
        var byNode: [String: [Acknowledgement]] = [:]
        for (index, submission) in submissions.enumerated() {
            guard let origin = submission.origin else { continue }
            var acknowledgement = outcome(index)
            acknowledgement.submission = origin.submission
            byNode[origin.node, default: []].append(acknowledgement)
        }
        for (node, acknowledgements) in byNode {
            self.acknowledgements.enqueue(acknowledgements, for: node)
        }
    }

    /// Puts the messages on the log that the router reads.
    ///
    /// Of duplicates what is stored goes again, not what came this time: the first time may have ended before this step,
    /// and whoever has a message already drops it by its sequence.
    private func passOn(_ submissions: [Submission], _ plan: SequencePlan) async throws {
        var records: [LogRecord] = []
        records.reserveCapacity(submissions.count)
        for record in try await repeated(submissions, plan) {
            records.append(record)
        }
        var new = plan.messages.makeIterator()
        for (index, submission) in submissions.enumerated() where plan.isNew[index] {
            guard let message = new.next()?.message else { break }
            records.append(record(message, submission.origin))
        }
        var delay = RetryDelay()
        while !records.isEmpty {
            do {
                return try await log.append(records, to: .message)
            } catch .cancelled {
                throw CancellationError()
            } catch {
                logger.warning("committed messages cannot be passed on yet", metadata: ["error": "\(error)"])
                try await Task.sleep(for: delay.next())
            }
        }
    }

    /// What earlier batches stored and this one brought again, in order, each once.
    private func repeated(_ submissions: [Submission], _ plan: SequencePlan) async throws -> [LogRecord] {
        let inBatch = Set(plan.messages.map { MessagePlace(topic: $0.message.topic, sequence: $0.message.sequence) })
        var origins: [MessagePlace: Origin?] = [:]
        for (index, submission) in submissions.enumerated() where !plan.isNew[index] {
            let place = MessagePlace(topic: submission.topic, sequence: plan.places[index].sequence)
            if !inBatch.contains(place) { origins[place] = submission.origin }
        }
        guard !origins.isEmpty else { return [] }
        let stored = try await store.messages(at: Set(origins.keys))
        return stored.sorted { $0.key.sequence < $1.key.sequence }.map { record($0.value, origins[$0.key] ?? nil) }
    }

    private func record(_ message: StoredMessage, _ origin: Origin?) -> LogRecord {
        LogRecord(key: message.topic, value: CommittedMessage(message: message, origin: origin).encoded())
    }
}
