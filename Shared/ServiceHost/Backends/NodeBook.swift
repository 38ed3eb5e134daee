import Presence
import Synchronization

/// Where gateway nodes are reached: what presence said last, which holds while presence cannot be asked.
final class NodeBook: Sendable {
    /// How long an answer is good: a node's address is another one only after its process ended.
    private static let freshness = Duration.seconds(1)
    /// Nodes remembered; beyond it the memory is dropped whole.
    private static let capacity = 10_000

    private struct Entry {
        let address: String
        let until: ContinuousClock.Instant
    }

    private let presence: any Presence
    private let entries = Mutex<[NodeID: Entry]>([:])

    init(_ presence: any Presence) {
        self.presence = presence
    }

    /// Where a node is reached; nil when it has no lease.
    func address(of node: NodeID) async -> String? {
        let known = entries.withLock { $0[node] }
        if let known, known.until > .now { return known.address }
        do {
            return remember(try await presence.address(of: node), of: node)
        } catch {
            return known?.address
        }
    }

    private func remember(_ address: String?, of node: NodeID) -> String? {
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries.removeAll() }
            entries[node] = address.map { Entry(address: $0, until: .now + Self.freshness) }
        }
        return address
    }
}
