import Synchronization

/// The queues of all subscribers, by node.
final class Bus: Sendable {
    private struct State {
        var queues: [NodeID: [Int: BusQueue]] = [:]
        var nextID = 0
        var dropped = 0
    }

    private let settings: InProcessPresence.Settings
    private let state = Mutex(State())

    init(settings: InProcessPresence.Settings) {
        self.settings = settings
    }

    /// How many payloads were dropped because a subscriber was slow.
    var dropped: Int { state.withLock { $0.dropped } }

    /// How many subscribers there are.
    var subscribers: Int { state.withLock { $0.queues.values.reduce(0) { $0 + $1.count } } }

    func publish(_ payload: [UInt8], to nodes: [NodeID]) {
        let queues = state.withLock { state in
            nodes.flatMap { state.queues[$0].map { Array($0.values) } ?? [] }
        }
        let dropped = queues.reduce(0) { $0 + $1.add(payload) }
        guard dropped > 0 else { return }
        state.withLock { $0.dropped += dropped }
    }

    func subscribe(_ node: NodeID) -> BusSubscription {
        let queue = BusQueue(
            maximumCount: settings.payloadsPerSubscriber, maximumBytes: settings.bytesPerSubscriber)
        let id = state.withLock { state in
            state.nextID += 1
            state.queues[node, default: [:]][state.nextID] = queue
            return state.nextID
        }
        return BusSubscription(queue) { [weak self] in self?.leave(node, id) }
    }

    private func leave(_ node: NodeID, _ id: Int) {
        state.withLock { state in
            guard var queues = state.queues.removeValue(forKey: node) else { return }
            queues.removeValue(forKey: id)
            if !queues.isEmpty { state.queues[node] = queues }
        }
    }
}
