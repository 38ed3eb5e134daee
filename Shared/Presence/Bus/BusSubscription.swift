/// One subscriber's hold on its queue; letting go of it ends the subscription.
final class BusSubscription: Sendable {
    private let queue: BusQueue
    private let leave: @Sendable () -> Void

    /// Holds a queue.
    ///
    /// - Parameters:
    ///   - queue: What waits for the subscriber.
    ///   - leave: Has the bus forget the queue. Called once or twice.
    init(_ queue: BusQueue, leave: @escaping @Sendable () -> Void) {
        self.queue = queue
        self.leave = leave
    }

    deinit { leave() }

    func next() async -> [UInt8]? { await queue.next() }

    func end() {
        queue.end()
        leave()
    }
}
