internal import NIOCore

/// One poll that waits for something to hear; it may be given up while it waits.
final class LongPollTicket: Sendable {
    private let promise: EventLoopPromise<LongPollAnswer>

    /// Creates a poll whose answer is awaited on an event loop; it has to get one.
    init(on eventLoop: any EventLoop) {
        promise = eventLoop.makePromise()
    }

    /// What comes of it.
    var future: EventLoopFuture<LongPollAnswer> { promise.futureResult }

    /// Ends the waiting; from anywhere, once.
    func answer(_ answer: LongPollAnswer) {
        promise.succeed(answer)
    }
}
