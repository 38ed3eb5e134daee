/// A member of a wheel remembers where it is in it, so that leaving costs nothing.
protocol KeepAliveMember: AnyObject {
    /// Owned by the wheel.
    var keepAlivePlace: KeepAlivePlace { get set }
}

/// A place in a wheel.
struct KeepAlivePlace {
    fileprivate var slot: Int32 = -1
    fileprivate var index: Int32 = -1
}

/// Decides who is pinged and who has been silent too long, for all connections of a loop with one timer.
///
/// Members sit in slots that the ticks visit in turn, so that each is pinged once a revolution and looked at again a
/// fixed number of ticks later. A tick touches only the members of two slots.
struct KeepAliveWheel<Member: KeepAliveMember> {
    private var slots: [[Member]]
    /// The slot that the next tick visits.
    private var cursor = 0
    private let patience: Int

    /// Creates a wheel.
    ///
    /// - Parameters:
    ///   - revolution: Ticks from one ping to the next, at least 1.
    ///   - patience: Ticks from a ping to the look whether anything came back, fewer than `revolution`.
    init(revolution: Int, patience: Int) {
        slots = Array(repeating: [], count: max(revolution, 1))
        self.patience = min(max(patience, 1), max(revolution - 1, 1))
    }

    /// How many members there are.
    var count: Int { slots.reduce(0) { $0 + $1.count } }

    /// Everybody.
    var members: [Member] { slots.flatMap(\.self) }

    /// Lets a member in; its first ping is due after one revolution.
    mutating func insert(_ member: Member) {
        let slot = (cursor + slots.count - 1) % slots.count
        member.keepAlivePlace = KeepAlivePlace(slot: Int32(slot), index: Int32(slots[slot].count))
        slots[slot].append(member)
    }

    /// Lets a member go; nothing happens if it is not in.
    mutating func remove(_ member: Member) {
        let (slot, index) = (Int(member.keepAlivePlace.slot), Int(member.keepAlivePlace.index))
        guard slot >= 0, let last = slots[slot].popLast() else { return }
        if last !== member {
            slots[slot][index] = last
            last.keepAlivePlace.index = Int32(index)
        }
        member.keepAlivePlace = KeepAlivePlace()
    }

    /// Moves on by one tick.
    ///
    /// - Returns: Who is to be pinged now, and who should have been heard of since the ping before.
    mutating func tick() -> (pings: [Member], checks: [Member]) {
        let pings = slots[cursor]
        let checks = slots[(cursor + slots.count - patience) % slots.count]
        cursor = (cursor + 1) % slots.count
        return (pings, checks)
    }
}
