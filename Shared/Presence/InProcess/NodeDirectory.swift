/// The leases of nodes and their interest.
///
/// Pure state; times are those of the owner's clock.
struct NodeDirectory {
    private struct Lease {
        var address: String
        var end: Duration
        /// What the node wants to hear of.
        var keys: Set<String> = []
    }

    private var leases: [NodeID: Lease] = [:]
    /// The nodes of each key, each once.
    ///
    /// Most keys have one or two, so that an array is the smallest and fastest.
    private var nodesByKey: [String: [NodeID]] = [:]
    /// No lease ends before that, so that most calls need not look.
    private var nextEnd: Duration?

    mutating func renew(_ node: NodeID, address: String, ttl: Duration, now: Duration) -> LeaseRenewal {
        expire(now)
        let end = now + ttl
        nextEnd = min(nextEnd ?? end, end)
        guard leases[node] == nil else {
            leases[node]?.address = address
            leases[node]?.end = end
            return .renewed
        }
        leases[node] = Lease(address: address, end: end)
        return .started
    }

    mutating func release(_ node: NodeID) {
        guard let lease = leases.removeValue(forKey: node) else { return }
        for key in lease.keys {
            forget(node, for: key)
        }
    }

    mutating func addresses(now: Duration) -> [NodeID: String] {
        expire(now)
        return leases.mapValues(\.address)
    }

    mutating func address(of node: NodeID, now: Duration) -> String? {
        expire(now)
        return leases[node]?.address
    }

    /// Registers interest; false if the node has no lease.
    mutating func addInterest(_ keys: [String], node: NodeID, now: Duration) -> Bool {
        expire(now)
        guard leases[node] != nil else { return false }
        for key in keys where leases[node]?.keys.insert(key).inserted == true {
            nodesByKey[key, default: []].append(node)
        }
        return true
    }

    mutating func removeInterest(_ keys: [String], node: NodeID) {
        for key in keys where leases[node]?.keys.remove(key) != nil {
            forget(node, for: key)
        }
    }

    mutating func interested(in keys: [String], now: Duration) -> [[NodeID]] {
        expire(now)
        return keys.map { nodesByKey[$0] ?? [] }
    }

    private mutating func forget(_ node: NodeID, for key: String) {
        guard var nodes = nodesByKey.removeValue(forKey: key) else { return }
        nodes.removeAll { $0 == node }
        if !nodes.isEmpty { nodesByKey[key] = nodes }
    }

    private mutating func expire(_ now: Duration) {
        guard let nextEnd, nextEnd <= now else { return }
        for (node, lease) in leases where lease.end <= now {
            release(node)
        }
        self.nextEnd = leases.values.map(\.end).min()
    }
}
