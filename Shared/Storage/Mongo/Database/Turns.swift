internal import Synchronization

/// Lets those who want to change the same thing do it one after another, in the order they came.
///
/// Within this process only. Between processes the database finds out who was too late; this keeps that from being the
/// rule for a thing that many change at once.
final class Turns: Sendable {
    /// Who waits, for each thing that somebody has.
    private let waiting = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

    /// Waits until nobody else has that thing.
    ///
    /// It has to be given back.
    func take(_ thing: String) async {
        await withCheckedContinuation { continuation in
            let isFree = waiting.withLock { waiting in
                guard waiting[thing] != nil else {
                    waiting[thing] = []
                    return true
                }
                waiting[thing]?.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    /// Passes a thing on.
    func giveBack(_ thing: String) {
        let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
            guard waiting[thing]?.isEmpty == false else {
                waiting[thing] = nil
                return nil
            }
            return waiting[thing]?.removeFirst()
        }
        next?.resume()
    }
}
