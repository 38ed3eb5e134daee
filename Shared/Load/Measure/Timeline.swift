/// What happened in each interval of the measured time.
package struct Timeline: Sendable, Equatable, Codable {
    /// Nanoseconds.
    package let interval: UInt64
    /// Acknowledgements that arrived, by interval.
    package private(set) var acknowledged: [Int]
    /// Deliveries that arrived, by interval.
    package private(set) var delivered: [Int]
    /// The longest time to an acknowledgement, nanoseconds, by interval.
    package private(set) var slowest: [UInt64]

    /// Creates an empty line.
    ///
    /// - Parameter duration: The measured time, nanoseconds; about 50 intervals are made of it.
    init(duration: UInt64) {
        let wanted = max(duration / 50, 1)
        let steps: [UInt64] = [50, 100, 250, 500, 1000, 5000, 15_000, 60_000]
        interval = (steps.first { $0 * 1_000_000 >= wanted } ?? 600_000) * 1_000_000
        let count = Int((duration + interval - 1) / interval)
        acknowledged = Array(repeating: 0, count: count)
        delivered = Array(repeating: 0, count: count)
        slowest = Array(repeating: 0, count: count)
    }

    /// Counts a delivery, so long after the measured time began.
    @inline(__always)
    mutating func addDelivery(at offset: UInt64) {
        let index = Int(offset / interval)
        if index < delivered.count { delivered[index] += 1 }
    }

    /// Counts an acknowledgement, so long after the measured time began.
    @inline(__always)
    mutating func addAcknowledgement(at offset: UInt64, after latency: UInt64) {
        let index = Int(offset / interval)
        guard index < acknowledged.count else { return }
        acknowledged[index] += 1
        slowest[index] = max(slowest[index], latency)
    }

    /// Adds what happened elsewhere at the same time; another length is left alone.
    mutating func merge(_ other: Timeline) {
        guard other.interval == interval, other.delivered.count == delivered.count else { return }
        for index in delivered.indices {
            acknowledged[index] += other.acknowledged[index]
            delivered[index] += other.delivered[index]
            slowest[index] = max(slowest[index], other.slowest[index])
        }
    }
}
