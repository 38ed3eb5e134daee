import Testing

@testable import RPC

@Suite struct BackoffTests {
    @Test(
        "Each failure doubles the wait, up to the limit",
        arguments: [(1, 50), (2, 100), (3, 200), (7, 3200), (8, 5000), (900, 5000)])
    func doubling(failures: Int, milliseconds: Int) {
        let backoff = Backoff()
        #expect(backoff.delay(after: failures, random: 1) == .milliseconds(milliseconds))
        #expect(backoff.delay(after: failures, random: 0) == .milliseconds(milliseconds) / 2)
    }
}
