import EventLog
import Testing

@Suite("The pauses between attempts")
struct RetryDelayTests {
    @Test("double up to the longest, and start over after a success")
    func doubling() {
        var delay = RetryDelay(first: .milliseconds(20), longest: .milliseconds(100))
        #expect((0..<5).map { _ in delay.next() } == [20, 40, 80, 100, 100].map { .milliseconds($0) })
        delay.reset()
        #expect(delay.next() == .milliseconds(20))
    }

    @Test("are never longer than the longest, even the first")
    func longestWins() {
        var delay = RetryDelay(first: .seconds(5), longest: .seconds(1))
        #expect(delay.next() == .seconds(1))
        delay.reset()
        #expect(delay.next() == .seconds(1))
    }
}
