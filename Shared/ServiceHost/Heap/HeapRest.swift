/// Decides when a process has come to rest after work that may have left free memory behind.
///
/// Pure state; times are the caller's.
struct HeapRest {
    /// Processor time that is worth looking for what it left behind.
    static let work = Duration.milliseconds(500)
    /// The part of one processor below which the process is at rest.
    static let rest = 0.25

    private var last: (used: Duration, at: ContinuousClock.Instant)?
    private var usedBefore = Duration.zero
    private var wasBusy = false

    /// Whether memory is to be given back now.
    ///
    /// - Parameters:
    ///   - used: Processor time of the process so far.
    ///   - now: The time.
    /// - Returns: True once for each rest that follows enough work.
    mutating func isDue(used: Duration, at now: ContinuousClock.Instant) -> Bool {
        defer { last = (used, now) }
        guard let last, last.at < now else { return false }
        guard (used - last.used) / (now - last.at) < Self.rest else {
            wasBusy = true
            return false
        }
        guard wasBusy, used - usedBefore >= Self.work else { return false }
        usedBefore = used
        wasBusy = false
        return true
    }
}
