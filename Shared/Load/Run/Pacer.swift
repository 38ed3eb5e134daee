import NIOCore

/// Does something at a rate that nothing slows down: what comes late keeps the time that it was due at.
final class Pacer {
    /// How many are made up for at a time before the loop gets to read.
    private static let burst = 2000
    /// Nanoseconds from one time to the next at least.
    ///
    /// What falls due in between is done together, late by less than that: waking for each of ten thousand a second costs
    /// the machine more than a server needs for them.
    private static let grain: UInt64 = 1_000_000

    private unowned let crew: Crew
    private let start: UInt64
    private let end: UInt64
    private let interval: Double
    private let work: (_ due: UInt64) -> Void
    private let flush: () -> Void
    private var count = 0

    /// Creates a pacer that does nothing yet.
    ///
    /// - Parameters:
    ///   - crew: Whose loop it runs on.
    ///   - window: From when to when, nanoseconds of the monotonic clock.
    ///   - rate: How often a second.
    ///   - phase: The part of an interval that it is late by, against others of the same rate.
    ///   - work: Gets the time it was due at.
    ///   - flush: Called after some of it was done.
    init(
        on crew: Crew, _ window: Range<UInt64>, rate: Double, phase: Double = 0,
        work: @escaping (_ due: UInt64) -> Void, flush: @escaping () -> Void = {}
    ) {
        self.crew = crew
        interval = 1e9 / max(rate, 1e-6)
        start = window.lowerBound + UInt64(interval * phase)
        end = window.upperBound
        self.work = work
        self.flush = flush
    }

    /// Begins; stops by itself at its end, or when the crew is ending.
    func begin() {
        schedule(at: start)
    }

    private var next: UInt64 { start + UInt64(Double(count) * interval) }

    /// Whether all that is due before the end is done.
    var isDone: Bool { next >= end }

    private func schedule(at time: UInt64) {
        guard !isDone else { return }
        crew.loop.assumeIsolated().scheduleTask(deadline: .uptimeNanoseconds(time)) { [weak self] in self?.tick() }
    }

    private func tick() {
        let now = MonotonicClock.now
        var made = 0
        while next <= now, next < end, made < Self.burst, !crew.isEnding {
            work(next)
            count += 1
            made += 1
        }
        if made > 0 { flush() }
        guard !crew.isEnding else { return }
        schedule(at: made < Self.burst ? max(next, now + Self.grain) : now)
    }
}
