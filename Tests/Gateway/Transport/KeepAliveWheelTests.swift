import TestKit
import Testing

@testable import Gateway

@Suite struct KeepAliveWheelTests {
    private final class Member: KeepAliveMember {
        let name: String
        var keepAlivePlace = KeepAlivePlace()

        init(_ name: String) {
            self.name = name
        }
    }

    @Test("A member is pinged once a revolution and looked at a fixed time later")
    func rhythm() {
        var wheel = KeepAliveWheel<Member>(revolution: 10, patience: 3)
        wheel.insert(Member("a"))
        var pings: [Int] = []
        var checks: [Int] = []
        for tick in 1...35 {
            let due = wheel.tick()
            if !due.pings.isEmpty { pings.append(tick) }
            if !due.checks.isEmpty { checks.append(tick) }
        }
        #expect(pings == [10, 20, 30])
        #expect(checks == [3, 13, 23, 33])
    }

    @Test("Members who come at different times are due at different times")
    func staggered() {
        var wheel = KeepAliveWheel<Member>(revolution: 5, patience: 1)
        var due: [String] = []
        for name in ["a", "b", "c"] {
            wheel.insert(Member(name))
            due += wheel.tick().pings.map(\.name)
        }
        #expect(due.isEmpty)
        for _ in 0..<5 { due += wheel.tick().pings.map(\.name) }
        #expect(due == ["a", "b", "c"])
    }

    @Test("Whoever leaves is not due any more, and the others are not disturbed", arguments: SplitMix64.seeds)
    func leaving(seed: UInt64) {
        var random = SplitMix64(seed)
        var wheel = KeepAliveWheel<Member>(revolution: 7, patience: 2)
        var present: [Member] = []
        for step in 0..<500 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0, 1:
                let member = Member("\(step)")
                wheel.insert(member)
                present.append(member)
            case 2:
                guard let index = present.indices.randomElement(using: &random) else { break }
                let member = present.remove(at: index)
                wheel.remove(member)
                wheel.remove(member)
            default:
                _ = wheel.tick()
            }
            #expect(wheel.count == present.count)
        }
        let due = (0..<7).flatMap { _ in wheel.tick().pings.map(\.name) }
        #expect(due.sorted() == present.map(\.name).sorted())
        #expect(wheel.members.map(\.name).sorted() == due.sorted())
    }

    @Test("Odd settings do no harm", arguments: [(0, 0), (1, 1), (1, 5), (2, 9)])
    func extremes(revolution: Int, patience: Int) {
        var wheel = KeepAliveWheel<Member>(revolution: revolution, patience: patience)
        wheel.insert(Member("a"))
        for _ in 0..<5 { _ = wheel.tick() }
        #expect(wheel.count == 1)
    }
}
