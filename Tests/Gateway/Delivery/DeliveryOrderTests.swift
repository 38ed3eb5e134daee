import TestKit
import Testing

@testable import Gateway

/// Every message once, in order, whatever the order they come in.
@Suite struct DeliveryOrderTests {
    private struct Note: Sequenced, Equatable {
        let sequence: Int64
    }

    private typealias Order = DeliveryOrder<Note>

    private func order(at head: Int64) -> Order {
        var order = Order()
        _ = order.begin(at: head)
        return order
    }

    @Test("What comes before the head is known is held, and what the head covers is dropped")
    func beforeTheHead() {
        var order = Order()
        for sequence in [3, 5, 4] as [Int64] {
            #expect(order.arrive(Note(sequence: sequence)).isHold)
        }
        let release = order.begin(at: 3)
        #expect(release.messages.map(\.sequence) == [4, 5])
        #expect(release.repair == nil)
        #expect(order.last == 5)
    }

    @Test("Only the first head counts")
    func secondHead() {
        var order = order(at: 3)
        #expect(order.begin(at: 9).messages.isEmpty)
        #expect(order.last == 3)
    }

    @Test("The next in line is delivered, an earlier one is dropped")
    func inLine() {
        var order = order(at: 1)
        #expect(order.arrive(Note(sequence: 2)).isDeliver)
        #expect(order.arrive(Note(sequence: 2)).isDrop)
        #expect(order.arrive(Note(sequence: 1)).isDrop)
    }

    @Test("A hole is reported once, and filled before going on")
    func hole() {
        var order = order(at: 1)
        guard case .repair(2...3) = order.arrive(Note(sequence: 4)) else {
            Issue.record("no repair")
            return
        }
        #expect(order.arrive(Note(sequence: 5)).isHold)
        let release = order.repaired([Note(sequence: 3), Note(sequence: 2)], through: 3)
        #expect(release.messages.map(\.sequence) == [2, 3, 4, 5])
        #expect(release.repair == nil)
    }

    @Test("A hole may be filled in several steps; what each has is released at once")
    func holeInSteps() {
        var order = order(at: 1)
        _ = order.arrive(Note(sequence: 6))
        #expect(order.repaired([Note(sequence: 2)], through: 3).messages.map(\.sequence) == [2])
        #expect(order.arrive(Note(sequence: 7)).isHold)
        #expect(
            order.repaired([Note(sequence: 4), Note(sequence: 5)], through: 5).messages.map(\.sequence) == [4, 5, 6, 7])
    }

    @Test("A head that is known from elsewhere shows a hole at the end")
    func hiddenHole() {
        var order = order(at: 1)
        #expect(order.learn(head: 1) == nil)
        #expect(order.learn(head: 3) == 2...3)
        #expect(order.arrive(Note(sequence: 4)).isHold)
        #expect(order.learn(head: 6) == nil, "a repair is under way")
        let release = order.repaired([Note(sequence: 2), Note(sequence: 3)], through: 3)
        #expect(release.messages.map(\.sequence) == [2, 3, 4])
        #expect(release.repair == 5...6)
    }

    @Test("What history lacks was deleted: it is passed over")
    func deleted() {
        var order = order(at: 1)
        _ = order.arrive(Note(sequence: 5))
        #expect(order.repaired([Note(sequence: 3)], through: 4).messages.map(\.sequence) == [3, 5])
    }

    @Test("Behind one hole there may be another")
    func secondHole() {
        var order = order(at: 1)
        _ = order.arrive(Note(sequence: 3))
        _ = order.arrive(Note(sequence: 6))
        let first = order.repaired([Note(sequence: 2)], through: 2)
        #expect(first.messages.map(\.sequence) == [2, 3])
        #expect(first.repair == 4...5)
        #expect(
            order.repaired([Note(sequence: 4), Note(sequence: 5)], through: 5).messages.map(\.sequence) == [4, 5, 6])
    }

    @Test("What is held is bounded")
    func bound() {
        var order = Order()
        for sequence in 1...Int64(Order.capacity) {
            #expect(order.arrive(Note(sequence: sequence)).isHold)
        }
        guard case .overflow = order.arrive(Note(sequence: 5000)) else {
            Issue.record("more is held than the bound allows")
            return
        }
    }

    @Test("Any shuffle with repeats comes out once and in order", arguments: SplitMix64.seeds)
    func shuffled(seed: UInt64) {
        var random = SplitMix64(seed)
        for _ in 0..<200 {
            let count = Int64.random(in: 1...40, using: &random)
            let head = Int64.random(in: 0...count, using: &random)
            var coming = (1...count).map(Note.init)
            coming += coming.filter { _ in Bool.random(using: &random) }
            coming.shuffle(using: &random)

            var order = Order()
            var seen: [Int64] = []
            var hole: ClosedRange<Int64>?
            func take(_ release: Order.Release) {
                seen += release.messages.map(\.sequence)
                hole = release.repair ?? hole
            }
            let beginning = Int.random(in: 0...coming.count, using: &random)
            for (index, note) in coming.enumerated() {
                if index == beginning { take(order.begin(at: head)) }
                switch order.arrive(note) {
                case .deliver: seen.append(note.sequence)
                case .repair(let range): hole = range
                case .drop, .hold, .overflow: break
                }
                while let range = hole, Bool.random(using: &random) {
                    hole = nil
                    take(order.repaired(range.map(Note.init), through: range.upperBound))
                }
            }
            if beginning == coming.count { take(order.begin(at: head)) }
            while let range = hole {
                hole = nil
                take(order.repaired(range.map(Note.init), through: range.upperBound))
            }
            #expect(seen == Array(stride(from: head + 1, through: count, by: 1)))
        }
    }
}

extension DeliveryOrder.Arrival {
    fileprivate var isDeliver: Bool { if case .deliver = self { true } else { false } }
    fileprivate var isDrop: Bool { if case .drop = self { true } else { false } }
    fileprivate var isHold: Bool { if case .hold = self { true } else { false } }
}
