import Dispatch

/// An actor on an executor of its own, on which code can tell whether it runs there.
actor QueueActor {
    private let executor = QueueExecutor()

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Runs work on the actor.
    func run<Value: Sendable>(_ work: @Sendable (isolated QueueActor) async throws -> Value) async rethrows -> Value {
        try await work(self)
    }

    /// Whether the code that asks runs on any such executor.
    nonisolated static var isCurrent: Bool {
        DispatchQueue.getSpecific(key: QueueExecutor.mark) == true
    }
}

/// Runs jobs on a dispatch queue that bears a mark.
private final class QueueExecutor: SerialExecutor {
    static let mark = DispatchSpecificKey<Bool>()

    private let queue = DispatchQueue(label: "test.executor")

    init() {
        queue.setSpecific(key: Self.mark, value: true)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
