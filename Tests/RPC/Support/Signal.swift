/// Lets one task wait until another has come to a point; an early signal is not lost.
struct Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func send() {
        continuation.yield()
    }

    /// Returns once the signal was sent, or the waiting task is cancelled.
    func wait() async {
        var signals = stream.makeAsyncIterator()
        _ = await signals.next()
    }
}

extension Task where Success == Never, Failure == Never {
    /// Suspends until the task is cancelled.
    static func untilCancelled() async {
        await Signal().wait()
    }
}
