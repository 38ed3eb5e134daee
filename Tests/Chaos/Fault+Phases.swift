import RunningCluster
import Synchronization

extension Fault {
    /// The message service is lost when it has placed a batch, and not stored it.
    static let lossBeforeCommit = loss(at: .beforeCommit, "loss of a message service before the commit")

    /// The message service is lost when a batch is stored, and nobody was told.
    static let lossBeforeAcknowledgement = loss(
        at: .committed, "loss of a message service between commit and acknowledgement")

    /// The message service is lost when a batch is stored and acknowledged, and nobody who listens was told.
    static let lossBeforeFanOut = loss(
        at: .committed, "loss of a message service between acknowledgement and fan-out"
    ) { stage, replica in
        let told = stage.ledger.acknowledged
        // What is committed cannot be passed on.
        try await stage.cluster.freeze("kafka")
        try await stage.storage(replica).letGo()
        try await wait("the batch is acknowledged") { stage.ledger.acknowledged > told }
        try await stage.cluster.kill("message-\(replica)")
        try await stage.cluster.thaw("kafka")
    }

    private static func loss(
        at moment: CommitMoment, _ name: String,
        _ lose: @escaping @Sendable (Stage, _ replica: Int) async throws -> Void = { stage, replica in
            try await stage.cluster.kill("message-\(replica)")
        }
    ) -> Fault {
        Fault(name: name) { stage in
            let held = Mutex<Int?>(nil)
            for replica in [1, 2] {
                try await stage.storage(replica).hold(at: moment) { held.withLock { $0 = $0 ?? replica } }
            }
            try await wait("a batch is stored") { held.withLock(\.self) != nil }
            let replica = held.withLock(\.self) ?? 1
            // The other one may just have come to the moment, too: it goes on.
            try await stage.storage(3 - replica).letGo()
            try await lose(stage, replica)
            try await stage.storage(replica).drop()
            return { try await stage.cluster.launch("message-\(replica)") }
        }
    }
}

extension Stage {
    fileprivate func storage(_ replica: Int) throws -> Way { try cluster.way("mongodb-\(replica)") }
}
