internal import Synchronization

/// How many connections there are, over all loops.
final class ConnectionCount: Sendable {
    private let count = Atomic(0)

    /// Counts one in; returns how many there are then.
    func enter() -> Int {
        count.wrappingAdd(1, ordering: .relaxed).newValue
    }

    /// Counts one out.
    func leave() {
        count.wrappingSubtract(1, ordering: .relaxed)
    }

    /// How many there are.
    var value: Int { count.load(ordering: .relaxed) }
}
