import RunningCluster
import Synchronization

extension Fault {
    /// The message service is lost when it has placed a batch, and not stored it.
    static let lossBeforeCommit = loss(at: .beforeCommit, "loss of a message service before the commit")

    /// The message service is lost when a batch is stored, and nobody was told.
    static let lossBeforeAcknowledgement = loss(
        at: .committed, "loss of a message service between commit and acknowledgement")

    /// The message service is lost when a batch is stored and acknowledged, and nobody who listens was told.
    static let lossBeforeFanOut = Fault(
        name: "loss of a message service between acknowledgement and fan-out"
    ) { stage in
        for _ in 0..<10 {
            let replica = try await stage.holdBatch(at: .committed)
            // What is committed cannot be passed on.
            try await stage.cluster.freeze("kafka")
            let told = stage.ledger.acknowledged
            try await stage.storage(replica).letGo()
            // A batch of nothing but duplicates acknowledges nothing new, and without Kafka there is no other.
            let isAcknowledged = try await eventually(within: .seconds(3)) { stage.ledger.acknowledged > told }
            if isAcknowledged { try await stage.cluster.kill("message-\(replica)") }
            try await stage.cluster.thaw("kafka")
            if isAcknowledged { return { try await stage.cluster.launch("message-\(replica)") } }
        }
        throw ClusterFailure(description: "it does not happen that a batch is acknowledged")
    }

    private static func loss(at moment: CommitMoment, _ name: String) -> Fault {
        Fault(name: name) { stage in
            let replica = try await stage.holdBatch(at: moment)
            try await stage.cluster.kill("message-\(replica)")
            try await stage.storage(replica).drop()
            return { try await stage.cluster.launch("message-\(replica)") }
        }
    }
}

extension Stage {
    fileprivate func storage(_ replica: Int) throws -> Way { try cluster.way("mongodb-\(replica)") }

    /// Waits until a message service comes to a moment in the storing of a batch, and holds it there.
    ///
    /// - Returns: Which of the two it is.
    fileprivate func holdBatch(at moment: CommitMoment) async throws -> Int {
        let held = Mutex<Int?>(nil)
        for replica in [1, 2] {
            try await storage(replica).hold(at: moment) { held.withLock { $0 = $0 ?? replica } }
        }
        try await wait("a batch is stored") { held.withLock(\.self) != nil }
        let replica = held.withLock(\.self) ?? 1
        // The other one may just have come to the moment, too: it goes on.
        try await storage(3 - replica).letGo()
        return replica
    }
}
