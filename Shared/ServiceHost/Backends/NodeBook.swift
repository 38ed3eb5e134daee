import Presence
import Synchronization

/// Where gateway nodes are reached: what presence said last, which holds while presence cannot be asked, and for a while
/// after it forgot.
///
/// Presence that came back empty knows a node again with its next renewal; calls to one that is really gone just fail.
final class NodeBook: Sendable {
    /// How long an answer is good without asking again.
    private static let freshness = Duration.seconds(1)
    /// How long a node is still believed in that presence does not know: as long as a lease lasts.
    static let memory = Duration.seconds(15)
    /// Nodes remembered; beyond it the memory is dropped whole.
    private static let capacity = 10_000

    private struct Entry {
        let address: String
        let told: ContinuousClock.Instant
        let asked: ContinuousClock.Instant
    }

    private let presence: any Presence
    private let entries = Mutex<[NodeID: Entry]>([:])

    init(_ presence: any Presence) {
        self.presence = presence
    }

    /// Where a node is reached; nil when it has no lease, and had none lately.
    func address(of node: NodeID) async -> String? {
        let now = ContinuousClock.now
        let known = entries.withLock { $0[node] }
        if let known, known.asked + Self.freshness > now { return known.address }
        do {
            if let address = try await presence.address(of: node) {
                remember(Entry(address: address, told: now, asked: now), of: node)
                return address
            }
            guard let known, known.told + Self.memory > now else {
                remember(nil, of: node)
                return nil
            }
            remember(Entry(address: known.address, told: known.told, asked: now), of: node)
            return known.address
        } catch {
            return known?.address
        }
    }

    /// Where all nodes with a lease are reached, and forgets those that have had none for a while; nil while presence cannot
    /// be asked.
    func addresses() async -> [String]? {
        guard let nodes = try? await presence.nodes() else { return nil }
        let limit = ContinuousClock.now - Self.memory
        entries.withLock { entries in entries = entries.filter { nodes[$0] != nil || $1.told > limit } }
        return Array(nodes.values)
    }

    private func remember(_ entry: Entry?, of node: NodeID) {
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries.removeAll() }
            entries[node] = entry
        }
    }
}
