import Contracts
import EventLog
import Logging
import Metrics
import RPC
import Storage
import Wire

/// Gives every submitted message its place: reads `parley.submit`, stores, acknowledges, and passes on to
/// `parley.message`.
///
/// A partition has one owner at a time, so heads are kept in memory. Should a former owner still write, the store
/// refuses one of the two; the loser reads again and plans anew. Nothing is acknowledged that is not durable.
///
/// When the store is out of order, nothing new of a batch is stored, so nothing is lost by giving it up: its authors are
/// told, and may publish again with the same key. When it cannot be known whether something was stored, the log keeps
/// the batch and brings it back. A submission that alone cannot be stored is refused alone.
final class Sequencer: LogProcessor {
    /// The consumer group: every replica of the service is in it.
    static let group = "message-sequencer"

    private let placement: Placement
    private let forwarder: MessageForwarder
    private let health: StoreHealth
    private let heads: HeadBook
    private let logger: Logger
    private let acknowledge: @Sendable ([Acknowledgement], String) -> Void

    private let stored = Counter(label: "parley_message_stored_total")
    private let duplicates = Counter(label: "parley_message_duplicates_total")
    private let refused = Counter(label: "parley_message_refused_total")
    private let batchSize = Recorder(label: "parley_message_batch_size")
    private let commit = Timer(label: "parley_message_sequence_seconds")

    /// - Parameters:
    ///   - store: Where messages are kept.
    ///   - log: Where stored messages are passed on.
    ///   - health: Is told whether the store works.
    ///   - logger: Is told of failures, without content.
    ///   - clock: Measures the pauses while messages cannot be passed on.
    ///   - now: Milliseconds since 1970.
    ///   - acknowledge: Takes acknowledgements for a gateway node; must not wait.
    init(
        store: any MessageStore, log: any EventLog, health: StoreHealth, logger: Logger,
        clock: any Clock<Duration> = ContinuousClock(), now: @escaping @Sendable () -> Int64,
        acknowledge: @escaping @Sendable ([Acknowledgement], String) -> Void
    ) {
        self.health = health
        self.logger = logger
        self.acknowledge = acknowledge
        heads = HeadBook()
        placement = Placement(store: store, heads: heads, logger: logger, now: now)
        forwarder = MessageForwarder(store: store, log: log, clock: clock, logger: logger)
    }

    func assigned(_ partition: Int) async {
        heads.open(partition)
    }

    func revoked(_ partition: Int) async {
        heads.close(partition)
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
        batchSize.record(batch.count)
        try await settle(submissions, partition: partition)
    }

    /// Stores, acknowledges and passes on; or tells the authors that it cannot be.
    private func settle(_ submissions: [Submission], partition: Int) async throws {
        let start = ContinuousClock.now
        let placed: PlacedBatch
        do {
            placed = try await placement.place(submissions, partition: partition)
        } catch let error as CancellationError {
            throw error
        } catch let error as UndecidedBatch {
            if error.isOutage { health.failed() }
            throw error
        } catch StoreError.unavailable, StoreError.timeout {
            // Not even readable: no insert was tried, now or before.
            health.failed()
            refuse(submissions, with: .unavailable())
            return
        } catch {
            try await settleApart(submissions, partition: partition, after: error)
            return
        }
        if placed.failure == nil {
            health.succeeded()
            commit.record(duration: ContinuousClock.now - start)
            stored.increment(by: placed.stored.count)
        } else {
            health.failed()
            logger.error("messages cannot be stored", metadata: ["count": "\(placed.refused)"])
            refused.increment(by: placed.refused)
        }
        duplicates.increment(by: submissions.count - placed.stored.count - placed.refused)
        acknowledge(submissions) { index in
            placed.places[index].map { Acknowledgement(sequence: $0.sequence, at: $0.at) }
                ?? Acknowledgement(.unavailable())
        }
        try await forwarder.passOn(submissions, placed)
    }

    /// Finds the submission that the store cannot take, by halves, so that only its author is refused.
    private func settleApart(_ submissions: [Submission], partition: Int, after error: any Error) async throws {
        guard submissions.count > 1 else {
            logger.error("a message cannot be stored", metadata: ["error": "\(type(of: error))"])
            refuse(submissions, with: RPCStatus(error))
            return
        }
        let middle = submissions.count / 2
        try await settle(Array(submissions[..<middle]), partition: partition)
        try await settle(Array(submissions[middle...]), partition: partition)
    }

    private func refuse(_ submissions: [Submission], with status: RPCStatus) {
        refused.increment(by: submissions.count)
        acknowledge(submissions) { _ in Acknowledgement(status) }
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
            acknowledge(acknowledgements, node)
        }
    }
}

extension Acknowledgement {
    /// A refusal.
    fileprivate init(_ status: RPCStatus) {
        self.init(code: status.code.rawValue, reason: status.reason)
    }
}
