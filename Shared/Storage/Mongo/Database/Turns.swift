internal import Synchronization

/// Lets those who want to change the same thing do it one after another, in the order they came.
///
/// Within this process only. Between processes the database finds out who was too late; this keeps that from being the
/// rule for a thing that many change at once.
final class Turns: Sendable {
    private typealias Waiter = CheckedContinuation<Bool, Never>

    /// How many may have one thing or wait for it.
    private let limit: Int
    /// Who waits, for each thing that somebody has.
    private let waiting = Mutex<[String: [Waiter]]>([:])

    /// Nobody has anything yet.
    ///
    /// - Parameter limit: How many may have one thing or wait for it.
    init(limit: Int) {
        self.limit = limit
    }

    /// Waits until nobody else has that thing.
    ///
    /// - Returns: Whether the caller has it now, and has to give it back; else too many wait for it.
    func take(_ thing: String) async -> Bool {
        await withCheckedContinuation { waiter in
            let answer = waiting.withLock { waiting -> Bool? in
                guard let others = waiting[thing] else {
                    waiting[thing] = []
                    return true
                }
                guard others.count + 1 < limit else { return false }
                waiting[thing]?.append(waiter)
                return nil
            }
            if let answer { waiter.resume(returning: answer) }
        }
    }

    /// Passes a thing on.
    func giveBack(_ thing: String) {
        let next = waiting.withLock { waiting -> Waiter? in
            guard waiting[thing]?.isEmpty == false else {
                waiting[thing] = nil
                return nil
            }
            return waiting[thing]?.removeFirst()
        }
        next?.resume(returning: true)
    }
}
