import DequeModule
import Synchronization

/// The youngest dead letters of a log, and how many there ever were.
final class DeadLetterBox: Sendable {
    private struct State {
        var letters: Deque<DeadLetter> = []
        var total = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) {
        self.capacity = capacity
    }

    func add(_ letter: DeadLetter) {
        state.withLock { state in
            state.total += 1
            state.letters.append(letter)
            if state.letters.count > capacity { state.letters.removeFirst() }
        }
    }

    var letters: [DeadLetter] { state.withLock { Array($0.letters) } }
    var total: Int { state.withLock { $0.total } }
}
