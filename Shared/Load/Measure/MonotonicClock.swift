import NIOCore

/// The clock that everything is timed by: it never jumps, and is the same for all processes of a machine.
enum MonotonicClock {
    /// Nanoseconds since some time in the past.
    @inline(__always)
    static var now: UInt64 { NIODeadline.now().uptimeNanoseconds }
}
