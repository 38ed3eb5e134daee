/// Runs the gateway's asynchronous work in one task group, so that no task outlives the service.
///
/// Bounded by its callers: a session has at most one piece of request work and one of clean-up under way.
struct WorkQueue: Sendable {
    typealias Work = @Sendable () async -> Void

    private let stream: AsyncStream<Work>
    private let continuation: AsyncStream<Work>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(of: Work.self)
    }

    /// Hands work over; it starts soon, concurrently with other work.
    ///
    /// Dropped once the queue is closed.
    func submit(_ work: @escaping Work) {
        continuation.yield(work)
    }

    /// Lets ``run()`` return when the work handed over before is done.
    func close() {
        continuation.finish()
    }

    /// Runs what is handed over until closed; cancelling cancels the work under way.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await work in stream {
                group.addTask { await work() }
            }
        }
    }
}
