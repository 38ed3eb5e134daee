import Foundation
import Testing

@testable import Load

@Suite struct LatencyRecordTests {
    @Test("An empty record says zero")
    func empty() {
        let record = LatencyRecord()
        #expect(record.count == 0)
        #expect(record.percentile(50) == 0)
        #expect(record.greatest == 0)
        #expect(record.mean == 0)
    }

    @Test("Any value comes back within a thousandth, or 64 ns", arguments: [1, 63, 999, 46_000, 700_123, 5_000_001])
    func precision(_ base: UInt64) {
        for scale: UInt64 in [1, 10, 1000, 100_000] {
            var record = LatencyRecord()
            let value = base * scale
            record.add(value)
            let seen = record.percentile(50)
            let distance = max(seen, value) - min(seen, value)
            #expect(distance <= max(64, value / 1000), "\(value) came back as \(seen)")
        }
    }

    @Test("A percentile is the value that so many percent do not exceed", arguments: [50, 90, 99, 99.9, 100])
    func percentiles(_ percent: Double) {
        var record = LatencyRecord()
        for value in 1...100_000 { record.add(UInt64(value) * 1000) }
        let wanted = percent / 100 * 100_000 * 1000
        #expect(abs(Double(record.percentile(percent)) - wanted) <= wanted / 1000 + 64)
        #expect(abs(record.mean - 50_000_500) < 50_000)
    }

    @Test("What is longer than an hour counts as one")
    func capped() {
        var record = LatencyRecord()
        record.add(.max)
        #expect(record.count == 1)
        let hour = 3600 * 1e9
        #expect(abs(Double(record.greatest) - hour) <= hour / 1000)
    }

    @Test("Records merge into what one record would have been, and survive being written down")
    func merging() throws {
        var (one, other, both) = (LatencyRecord(), LatencyRecord(), LatencyRecord())
        for step in 0..<10_000 {
            let value = UInt64(step * step) + 17
            if step % 3 == 0 { one.add(value) } else { other.add(value) }
            both.add(value)
        }
        let written = try JSONEncoder().encode(other)
        one.merge(try JSONDecoder().decode(LatencyRecord.self, from: written))
        #expect(one == both)
        #expect(one.count == 10_000)
        #expect(one.percentile(99) == both.percentile(99))
    }

    @Test("What is no record is refused", arguments: [#"{"values":[1],"counts":[]}"#, "{}", "[]"])
    func malformed(_ text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(LatencyRecord.self, from: Data(text.utf8)) }
    }
}
