internal import CoreMetrics
internal import Logging
internal import Metrics
internal import Synchronization

/// Counts what happens to one database file, and tells the log when it begins to fail and when it works again.
///
/// Metrics, all with the label `store` (the file's name): `parley_store_commits_total`, `parley_store_commit_writes`
/// (writes sharing a commit), `parley_store_commit_seconds` (from the begin of the transaction to the end of the commit),
/// `parley_store_failures_total` (with the label `kind`).
final class StorageWatch: Sendable {
    private let path: String
    private let logger: Logger
    private let commits: Counter
    private let commitWrites: Recorder
    private let commitSeconds: Timer
    private let unavailable: Counter
    private let conflicts: Counter
    private let timeouts: Counter
    private let corruptions: Counter
    private let isFailing = Atomic(false)
    private let isStuck = Atomic(false)

    init(path: String, logger: Logger, factory: any MetricsFactory) {
        let store = ("store", path.split(separator: "/").last.map(String.init) ?? path)
        func failures(_ kind: String) -> Counter {
            Counter(label: "parley_store_failures_total", dimensions: [store, ("kind", kind)], factory: factory)
        }
        self.path = path
        self.logger = logger
        commits = Counter(label: "parley_store_commits_total", dimensions: [store], factory: factory)
        commitWrites = Recorder(
            label: "parley_store_commit_writes", dimensions: [store], aggregate: true, factory: factory)
        commitSeconds = Timer(label: "parley_store_commit_seconds", dimensions: [store], factory: factory)
        unavailable = failures("unavailable")
        conflicts = failures("conflict")
        timeouts = failures("timeout")
        corruptions = failures("corrupted")
    }

    /// Whether the last commit succeeded, or none has been tried.
    var isHealthy: Bool { !isFailing.load(ordering: .relaxed) }

    /// Notes a commit that succeeded.
    func committed(writes: Int, in duration: Duration) {
        commits.increment()
        commitWrites.record(writes)
        commitSeconds.record(duration: duration)
        if isFailing.exchange(false, ordering: .relaxed) {
            logger.notice("The store can be written again", metadata: ["file": "\(path)"])
        }
    }

    /// Notes that a transaction was lost, and tells what its callers get to know.
    func commitFailure(_ error: any Error, writes: Int) -> StoreError {
        // What a lone write would get to hear as a conflict has not happened to the others.
        let failure: StoreError = StoreError(translating: error) == .corrupted ? .corrupted : .unavailable
        counter(of: failure).increment(by: writes)
        if !isFailing.exchange(true, ordering: .relaxed) {
            log("The store cannot be written", error)
        }
        return failure
    }

    /// Notes that one write was undone, and tells its caller why.
    func writeFailure(_ error: any Error) -> any Error {
        translate(error, "A write failed")
    }

    /// Notes that a read failed, and tells its caller why.
    func readFailure(_ error: any Error) -> any Error {
        translate(error, "A read failed")
    }

    /// Notes that the file could not be closed in good order.
    func closeFailed(_ error: any Error) {
        log("The store could not be closed in good order", error)
    }

    /// Notes that pages of the write-ahead log were moved into the file.
    func moved() {
        isStuck.store(false, ordering: .relaxed)
    }

    /// Notes that they could not be.
    func moveFailed(_ error: any Error) {
        if !isStuck.exchange(true, ordering: .relaxed) {
            log("The write-ahead log cannot be moved into the file", error)
        }
    }

    private func translate(_ error: any Error, _ message: Logger.Message) -> any Error {
        guard let failure = StoreError(translating: error) else { return error }
        counter(of: failure).increment()
        if failure != .conflict, !(error is StoreError) {
            log(message, error)
        }
        return failure
    }

    private func counter(of failure: StoreError) -> Counter {
        switch failure {
        case .unavailable: unavailable
        case .conflict: conflicts
        case .timeout: timeouts
        case .corrupted: corruptions
        }
    }

    private func log(_ message: Logger.Message, _ error: any Error) {
        logger.error(message, metadata: ["file": "\(path)", "cause": "\(FailureText.of(error))"])
    }
}
