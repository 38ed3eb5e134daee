/// One message on its way to everybody: when it was due, how many have it, and when the last one got it.
package struct Round: Sendable, Equatable, Codable {
    /// The message's number in its topic.
    package let number: Int64
    /// When it was due, nanoseconds of the monotonic clock.
    package var due: UInt64
    /// When the last copy arrived so far.
    package var last: UInt64
    /// Copies that have arrived.
    package var copies: Int

    /// Adds what other sessions got of the same message.
    mutating func merge(_ other: Round) {
        copies += other.copies
        last = max(last, other.last)
    }
}

/// The messages of one topic, by number.
struct RoundTable {
    /// Messages remembered; later ones are not.
    private static let capacity = 200_000

    private var first: Int64?
    private var slots: [Round] = []

    /// The messages that anybody has.
    var rounds: [Round] { slots.filter { $0.copies > 0 } }

    /// Takes in one copy.
    @inline(__always)
    mutating func note(_ number: Int64, due: UInt64, at now: UInt64) {
        let base = first ?? number
        if first == nil { first = number }
        guard number >= base, number - base < Int64(Self.capacity) else { return }
        let index = Int(number - base)
        while slots.count <= index {
            slots.append(Round(number: base + Int64(slots.count), due: 0, last: 0, copies: 0))
        }
        slots[index].due = due
        slots[index].last = max(slots[index].last, now)
        slots[index].copies += 1
    }
}
