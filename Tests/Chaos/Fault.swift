import ParleyClient
import RunningCluster

/// What the faults happen to.
struct Stage: Sendable {
    let cluster: RunningCluster
    /// Clients reach the first gateway by this way, or directly.
    let edge: Way
    let ledger: Ledger
}

/// Something that goes wrong, and is mended.
struct Fault: Sendable {
    let name: String
    /// Whether messages go on while it lasts.
    var letsFlow = false
    /// Makes it happen; returns what mends it.
    let happen: @Sendable (Stage) async throws -> Mending

    typealias Mending = @Sendable () async throws -> Void

    static func loss(of name: String, letsFlow: Bool = false) -> Fault {
        Fault(name: "loss of \(name)", letsFlow: letsFlow) { stage in
            try await stage.cluster.kill(name)
            return { try await stage.cluster.launch(name) }
        }
    }

    static func standstill(of name: String) -> Fault {
        Fault(name: "standstill of \(name)") { stage in
            try await stage.cluster.freeze(name)
            return { try await stage.cluster.thaw(name) }
        }
    }

    /// One more joins those who share the partitions, and leaves them again.
    static func rebalance(by name: String) -> Fault {
        Fault(name: "coming of \(name)", letsFlow: true) { stage in
            try await stage.cluster.launch(name)
            return { try await stage.cluster.end(name) }
        }
    }

    /// The connections that there are carry nothing any more, and neither side is told.
    static func silence(towards name: String) -> Fault {
        Fault(name: "silence towards \(name)", letsFlow: true) { stage in
            let way = try stage.cluster.way(name)
            try await way.hush()
            return { try await way.drop() }
        }
    }

    /// The same between clients and a gateway.
    static let silenceOfClients = Fault(name: "silence towards clients", letsFlow: true) { stage in
        try await stage.edge.hush()
        return { try await stage.edge.drop() }
    }

    /// A gateway comes up while there is no presence that could know of it.
    static let startWithoutRedis = Fault(name: "start of gateway-2 without redis", letsFlow: true) { stage in
        try await stage.cluster.kill("redis")
        try await stage.cluster.kill("gateway-2")
        try await stage.cluster.launch("gateway-2")
        try await stage.takesClients(1)
        return { try await stage.cluster.launch("redis") }
    }
}

extension Stage {
    /// Waits until a gateway lets clients in.
    fileprivate func takesClients(_ gateway: Int) async throws {
        for _ in 0..<300 {
            if let client = try? await Client.connect(to: cluster.clients[gateway]) {
                let isIn = (try? await client.hello()) != nil
                await client.close()
                if isIn { return }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw ClusterFailure(description: "gateway \(gateway + 1) lets nobody in without redis")
    }
}
