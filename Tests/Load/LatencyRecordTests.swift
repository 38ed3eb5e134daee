import Load
import Testing

@Suite struct LatencyRecordTests {
    @Test func empty() { #expect(LatencyRecord().count == 0) }
}
