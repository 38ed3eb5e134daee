import Metrics
import Synchronization

/// The queues of this process's subscribers, by node.
final class Bus: Sendable {
    private struct State {
        var queues: [NodeID: [Int: BusQueue]] = [:]
        var nextID = 0
        var dropped = 0
    }

    private let maximumCount: Int
    private let maximumBytes: Int
    private let state = Mutex(State())
    private let drops = Counter(label: "parley_presence_payloads_dropped_total")

    /// Makes a bus without subscribers.
    ///
    /// - Parameters:
    ///   - maximumCount: The most payloads that wait for one subscriber.
    ///   - maximumBytes: The most bytes that wait for one subscriber.
    init(maximumCount: Int, maximumBytes: Int) {
        self.maximumCount = maximumCount
        self.maximumBytes = maximumBytes
    }

    /// How many payloads were dropped because a subscriber was slow.
    var dropped: Int { state.withLock { $0.dropped } }

    /// How many subscribers there are.
    var subscribers: Int { state.withLock { $0.queues.values.reduce(0) { $0 + $1.count } } }

    /// The nodes that have subscribers.
    var nodes: [NodeID] { state.withLock { Array($0.queues.keys) } }

    /// Whether a node has a subscriber.
    func hasSubscribers(_ node: NodeID) -> Bool { state.withLock { $0.queues[node] != nil } }

    func publish(_ payload: [UInt8], to nodes: [NodeID]) {
        let queues = state.withLock { state in
            nodes.flatMap { state.queues[$0].map { Array($0.values) } ?? [] }
        }
        let dropped = queues.reduce(0) { $0 + $1.add(payload) }
        guard dropped > 0 else { return }
        state.withLock { $0.dropped += dropped }
        drops.increment(by: dropped)
    }

    /// Adds a subscriber.
    ///
    /// - Parameters:
    ///   - node: Whose payloads it gets.
    ///   - whenLastLeft: Is called when it leaves and the node has no other.
    /// - Returns: What holds its place.
    func subscribe(_ node: NodeID, whenLastLeft: @escaping @Sendable () -> Void = {}) -> BusSubscription {
        let queue = BusQueue(maximumCount: maximumCount, maximumBytes: maximumBytes)
        let id = state.withLock { state in
            state.nextID += 1
            state.queues[node, default: [:]][state.nextID] = queue
            return state.nextID
        }
        return BusSubscription(queue) { [weak self] in
            if self?.leave(node, id) == true { whenLastLeft() }
        }
    }

    /// Forgets a subscriber; true if it was the last of its node.
    private func leave(_ node: NodeID, _ id: Int) -> Bool {
        state.withLock { state in
            guard var queues = state.queues.removeValue(forKey: node) else { return false }
            queues.removeValue(forKey: id)
            if !queues.isEmpty { state.queues[node] = queues }
            return queues.isEmpty
        }
    }
}
