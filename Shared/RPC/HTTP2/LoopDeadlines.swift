import NIOCore

/// Wakes one event loop when the next of many deadlines has passed.
///
/// One timer for all: a timer for each call would cost more than the call, and cancelling it as well. Belongs to its
/// event loop.
final class LoopDeadlines {
    private let eventLoop: any EventLoop
    /// Ends what is late and returns the earliest deadline left.
    private let expire: (NIODeadline) -> NIODeadline?
    private var wakeup: NIODeadline?
    private var timer: Scheduled<Void>?

    init(_ eventLoop: any EventLoop, expire: @escaping (NIODeadline) -> NIODeadline?) {
        self.eventLoop = eventLoop
        self.expire = expire
    }

    /// Sees to it that `expire` is called at a deadline.
    func watch(_ deadline: NIODeadline) {
        guard wakeup.map({ deadline < $0 }) ?? true else { return }
        timer?.cancel()
        wakeup = deadline
        timer = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { [weak self] in self?.fire() }
    }

    /// Watches nothing any more.
    func stop() {
        timer?.cancel()
        timer = nil
        wakeup = nil
    }

    private func fire() {
        wakeup = nil
        timer = nil
        if let next = expire(eventLoop.now) { watch(next) }
    }
}
