import Synchronization

/// What the group has decided about a consumer and the consumer has not acted on yet.
final class RebalanceInbox: Sendable {
    enum Change: Sendable {
        case assigned([Int])
        case revoked([Int])
    }

    private struct State {
        var changes: [Change] = []
        var isClosing = false
    }

    private let state = Mutex(State())

    func add(_ change: Change) {
        state.withLock { $0.changes.append(change) }
    }

    /// Takes out what there is, oldest first.
    func take() -> [Change] {
        state.withLock { state in
            defer { state.changes = [] }
            return state.changes
        }
    }

    /// From now on revocations are agreed to at once.
    func close() {
        state.withLock { $0.isClosing = true }
    }

    var isClosing: Bool { state.withLock { $0.isClosing } }
}
