import Testing

@testable import RPC

@Suite struct DeadlineWatchTests {
    @Test("Nothing keeps a watch alive after its last call")
    func lifetime() async throws {
        weak var released: DeadlineWatch?
        do {
            let watch = DeadlineWatch()
            released = watch
            #expect(try await watch.run(until: .now + .seconds(3600)) { 1 } == 1)
        }
        #expect(released == nil)
    }

    @Test("Deadlines are watched until the last call is over, and anew from the next one on")
    func again() async throws {
        let watch = DeadlineWatch()
        for _ in 0..<3 {
            await #expect(throws: RPCStatus(.deadlineExceeded)) {
                try await watch.run(until: .now + .milliseconds(1)) { await Task.untilCancelled() }
            }
            #expect(try await watch.run(until: .now + .seconds(3600)) { 1 } == 1)
        }
    }
}
