import Testing

@testable import EventLog

@Suite("The assignment of partitions")
struct GroupAssignmentTests {
    typealias Order = GroupAssignment.Order

    @Test("the first consumer gets everything at once")
    func firstGetsAll() {
        var assignment = GroupAssignment(partitions: 3)
        let (member, orders) = assignment.join()
        #expect(orders == (0..<3).map { Order(member: member, change: .assigned($0)) })
    }

    @Test("a second consumer gets half, each partition only when the first has let go of it")
    func secondWaits() {
        var assignment = GroupAssignment(partitions: 4)
        let (first, _) = assignment.join()
        let (second, orders) = assignment.join()
        #expect(orders == [2, 3].map { Order(member: first, change: .revoked($0)) })
        #expect(assignment.release(3, by: first) == [Order(member: second, change: .assigned(3))])
        #expect(assignment.release(2, by: first) == [Order(member: second, change: .assigned(2))])
    }

    @Test("a release counts once, and only from the owner")
    func releaseCountsOnce() {
        var assignment = GroupAssignment(partitions: 2)
        let (first, _) = assignment.join()
        let (second, _) = assignment.join()
        #expect(assignment.release(1, by: second) == [])
        #expect(assignment.release(1, by: first).count == 1)
        #expect(assignment.release(1, by: first) == [])
    }

    @Test("a consumer that left is told nothing more, and what it releases goes to the others")
    func leaving() {
        var assignment = GroupAssignment(partitions: 2)
        let (first, _) = assignment.join()
        #expect(assignment.leave(first) == [])
        let (second, orders) = assignment.join()
        #expect(orders == [])
        #expect(assignment.release(0, by: first) == [Order(member: second, change: .assigned(0))])
        #expect(assignment.release(1, by: first) == [Order(member: second, change: .assigned(1))])
    }

    @Test("a partition that is wanted back while it is revoked returns to its owner after the release")
    func wantedBack() {
        var assignment = GroupAssignment(partitions: 2)
        let (first, _) = assignment.join()
        let (second, _) = assignment.join()
        #expect(assignment.leave(second) == [])
        #expect(assignment.release(1, by: first) == [Order(member: first, change: .assigned(1))])
    }

    @Test("leaving twice does nothing")
    func leavingTwice() {
        var assignment = GroupAssignment(partitions: 1)
        let (first, _) = assignment.join()
        let (second, _) = assignment.join()
        #expect(assignment.leave(second) == [])
        #expect(assignment.leave(second) == [])
        #expect(assignment.release(0, by: first) == [Order(member: first, change: .assigned(0))])
    }

    @Test("whoever comes and goes, shares are even and a partition has one owner", arguments: 0..<20)
    func sharesAreEven(_ seed: Int) {
        var world = World(partitions: 7, seed: UInt64(seed))
        for _ in 0..<50 { world.step() }
        world.settle()
        let counts = world.members.map { world.held[$0]?.count ?? 0 }
        #expect(counts.reduce(0, +) == (world.members.isEmpty ? 0 : 7))
        #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
    }
}

/// Consumers that obey, sooner or later.
private struct World {
    private var assignment: GroupAssignment
    private var random: SplitMix
    private(set) var members: [Int] = []
    private(set) var held: [Int: Set<Int>] = [:]
    private var releasing: [(member: Int, partition: Int)] = []

    init(partitions: Int, seed: UInt64) {
        assignment = GroupAssignment(partitions: partitions)
        random = SplitMix(state: seed)
    }

    mutating func step() {
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            let (member, orders) = assignment.join()
            members.append(member)
            obey(orders)
        case 1:
            guard let member = members.randomElement(using: &random) else { return }
            members.removeAll { $0 == member }
            releasing += (held[member] ?? []).map { (member, $0) }
            obey(assignment.leave(member))
        default:
            releaseOne()
        }
    }

    mutating func settle() {
        while !releasing.isEmpty { releaseOne() }
    }

    private mutating func releaseOne() {
        guard let index = releasing.indices.randomElement(using: &random) else { return }
        let (member, partition) = releasing.remove(at: index)
        guard held[member]?.remove(partition) != nil else { return }
        obey(assignment.release(partition, by: member))
    }

    private mutating func obey(_ orders: [GroupAssignment.Order]) {
        for order in orders {
            #expect(members.contains(order.member))
            switch order.change {
            case .assigned(let partition):
                let owners = held.values.filter { $0.contains(partition) }
                #expect(owners.isEmpty)
                held[order.member, default: []].insert(partition)
            case .revoked(let partition):
                #expect(held[order.member]?.contains(partition) == true)
                releasing.append((order.member, partition))
            }
        }
    }
}

/// A small random generator with a seed, so that a failure can be repeated.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
