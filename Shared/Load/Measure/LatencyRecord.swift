import Histogram

/// How long things took: a histogram of three significant digits that can be merged and written down.
///
/// Values are nanoseconds, told apart from 64 ns up, and capped at one hour.
package struct LatencyRecord: Sendable {
    private static let unit: UInt64 = 64
    private static let longest: UInt64 = 3_600_000_000_000

    private var histogram = Histogram<UInt64>(
        lowestDiscernibleValue: unit, highestTrackableValue: longest, numberOfSignificantValueDigits: .three)

    /// Creates an empty record.
    package init() {}

    /// How many values there are.
    package var count: Int { Int(clamping: histogram.totalCount) }

    /// The greatest value, within the record's precision; 0 when there is none.
    package var greatest: UInt64 { count == 0 ? 0 : histogram.max }

    /// The mean of the values; 0 when there is none.
    package var mean: Double { count == 0 ? 0 : histogram.mean }

    /// Adds a value.
    @inline(__always)
    package mutating func add(_ nanoseconds: UInt64) {
        histogram.record(min(nanoseconds, Self.longest))
    }

    /// Adds the values of another record.
    package mutating func merge(_ other: LatencyRecord) {
        for value in other.histogram.recordedValues() where value.count > 0 {
            histogram.record(min(value.value, Self.longest), count: value.count)
        }
    }

    /// The value that so many percent of the values do not exceed; 0 when there is none.
    package func percentile(_ percent: Double) -> UInt64 {
        count == 0 ? 0 : min(histogram.valueAtPercentile(percent), greatest)
    }
}

extension LatencyRecord: Codable {
    private enum Key: String, CodingKey {
        case values, counts
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let values = try container.decode([UInt64].self, forKey: .values)
        let counts = try container.decode([UInt64].self, forKey: .counts)
        guard values.count == counts.count else {
            throw DecodingError.dataCorruptedError(forKey: .counts, in: container, debugDescription: "one a value")
        }
        self.init()
        for (value, count) in zip(values, counts) {
            histogram.record(min(value, Self.longest), count: count)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        let recorded = histogram.recordedValues().filter { $0.count > 0 }
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(recorded.map { min($0.value, Self.longest) }, forKey: .values)
        try container.encode(recorded.map { UInt64($0.count) }, forKey: .counts)
    }
}

extension LatencyRecord: Equatable {
    package static func == (one: LatencyRecord, other: LatencyRecord) -> Bool {
        let pairs = { (record: LatencyRecord) in
            record.histogram.recordedValues().filter { $0.count > 0 }.map { [$0.value, UInt64($0.count)] }
        }
        return pairs(one) == pairs(other)
    }
}
