internal import CoreMetrics
internal import Logging
internal import Metrics
internal import Synchronization

/// Counts what happens to one database, and tells the log when it begins to fail and when it works again.
///
/// Metrics, all with the label `store` (the database's name): `parley_store_call_seconds` (with the label `kind`: `lone`
/// or `transaction`; without the time in the queue), `parley_store_retries_total` (transactions begun again),
/// `parley_store_failures_total` (with the label `kind`).
final class MongoWatch: Sendable {
    private let name: String
    private let logger: Logger
    private let lone: Timer
    private let transactions: Timer
    private let retries: Counter
    private let unavailable: Counter
    private let conflicts: Counter
    private let timeouts: Counter
    private let corruptions: Counter
    private let isFailing = Atomic(false)

    init(name: String, logger: Logger, factory: any MetricsFactory) {
        let store = ("store", name)
        func failures(_ kind: String) -> Counter {
            Counter(label: "parley_store_failures_total", dimensions: [store, ("kind", kind)], factory: factory)
        }
        func seconds(_ kind: String) -> Timer {
            Timer(label: "parley_store_call_seconds", dimensions: [store, ("kind", kind)], factory: factory)
        }
        self.name = name
        self.logger = logger
        lone = seconds("lone")
        transactions = seconds("transaction")
        retries = Counter(label: "parley_store_retries_total", dimensions: [store], factory: factory)
        unavailable = failures("unavailable")
        conflicts = failures("conflict")
        timeouts = failures("timeout")
        corruptions = failures("corrupted")
    }

    /// Whether the database answered the last call.
    var isHealthy: Bool { !isFailing.load(ordering: .relaxed) }

    /// Notes a call that succeeded.
    func succeeded(isTransaction: Bool, in duration: Duration) {
        (isTransaction ? transactions : lone).record(duration: duration)
        if isFailing.exchange(false, ordering: .relaxed) {
            logger.notice("The store can be used again", metadata: ["store": "\(name)"])
        }
    }

    /// Notes that a transaction begins again.
    func beginsAgain() {
        retries.increment()
    }

    /// Notes that transactions of processes that are lost were ended.
    func endedAbandoned(_ count: Int) {
        logger.notice("Ended what a lost process had begun", metadata: ["store": "\(name)", "count": "\(count)"])
    }

    /// Notes a call that never got its turn.
    func refused() -> StoreError {
        unavailable.increment()
        return .unavailable
    }

    /// Notes that a call failed, and tells its caller why.
    func failure(_ error: any Error) -> any Error {
        guard let failure = StoreError(translatingMongo: error) else {
            if let error = error as? MongoFailure { log("The store was asked what it does not know", error.detail) }
            return error
        }
        switch failure {
        case .conflict: conflicts.increment()
        case .corrupted:
            corruptions.increment()
            log("What is stored cannot be read back", detail(of: error))
        case .unavailable, .timeout:
            (failure == .timeout ? timeouts : unavailable).increment()
            // Others being faster is no failure of the database.
            guard !(error is MongoBeginAgain), !isFailing.exchange(true, ordering: .relaxed) else { break }
            log("The store cannot be used", detail(of: error))
        }
        return failure
    }

    private func detail(of error: any Error) -> String {
        (error as? MongoFailure)?.detail ?? String(describing: type(of: error))
    }

    private func log(_ message: Logger.Message, _ detail: String) {
        logger.error(message, metadata: ["store": "\(name)", "cause": "\(detail)"])
    }
}
