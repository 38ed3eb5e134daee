import Testing

@testable import ServiceHost

@Suite struct HeapRestTests {
    private let start = ContinuousClock.now

    @Test("Memory is given back once, in the first rest after much work")
    func afterWork() {
        var rest = HeapRest()
        let used: [Duration] = [
            .zero, .seconds(2), .seconds(4), .milliseconds(4100), .milliseconds(4200),
        ]
        var answers: [Bool] = []
        for (second, used) in used.enumerated() {
            answers.append(rest.isDue(used: used, at: start + .seconds(second)))
        }
        #expect(answers == [false, false, false, true, false])
    }

    @Test("Light work that goes on for ever is not worth it")
    func littleWork() {
        #expect(timesDue(whenUsed: .milliseconds(100)) == 0)
    }

    @Test("A process that works all the time is left alone")
    func allTheTime() {
        #expect(timesDue(whenUsed: .milliseconds(300)) == 0)
    }

    /// How often memory is given back in a minute of which each second takes as much processor time.
    private func timesDue(whenUsed time: Duration) -> Int {
        var rest = HeapRest()
        return (0...60).count { rest.isDue(used: time * $0, at: start + .seconds($0)) }
    }
}
