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
        var rest = HeapRest()
        var due = 0
        for second in 0...60 where rest.isDue(used: .milliseconds(100 * second), at: start + .seconds(second)) {
            due += 1
        }
        #expect(due == 0)
    }

    @Test("A process that works all the time is left alone")
    func allTheTime() {
        var rest = HeapRest()
        var due = 0
        for second in 0...60 where rest.isDue(used: .milliseconds(300 * second), at: start + .seconds(second)) {
            due += 1
        }
        #expect(due == 0)
    }
}
