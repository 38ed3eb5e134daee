import Presence
import Synchronization

/// The gateway nodes that there are, as presence last told, and which of them may have missed deliveries.
final class Fleet: Sendable {
    private struct State {
        var nodes: Set<NodeID> = []
        var behind: Set<NodeID> = []
        /// Whether nodes that are heard of next may have missed something, too.
        var isNew = false
    }

    private let presence: any Presence
    private let state = Mutex(State())

    init(presence: any Presence) {
        self.presence = presence
    }

    /// The nodes; while presence cannot be asked, those that there were.
    var nodes: Set<NodeID> { state.withLock(\.nodes) }

    /// The nodes that may have missed something.
    var behind: Set<NodeID> { state.withLock(\.behind) }

    /// Asks presence for the nodes; those that are gone have nothing to catch up with.
    func refresh() async {
        guard let nodes = try? await presence.nodes() else { return }
        state.withLock { state in
            state.nodes = Set(nodes.keys)
            if state.isNew {
                state.behind = state.nodes
                state.isNew = false
            }
            state.behind.formIntersection(state.nodes)
        }
    }

    /// Notes that a node was given up with a delivery.
    func mayHaveMissed(_ node: NodeID) {
        _ = state.withLock { $0.behind.insert(node) }
    }

    /// Notes that any node may have missed something.
    func allMayHaveMissed() {
        state.withLock { $0.isNew = true }
    }

    /// Notes that a node is being told that it may have missed something.
    func isTold(_ node: NodeID) {
        _ = state.withLock { $0.behind.remove(node) }
    }
}
