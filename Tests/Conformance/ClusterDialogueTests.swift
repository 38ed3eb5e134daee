import RunningCluster
import Testing

/// A few of the conversations with the services apart, on real servers: sessions come in at two gateways in turn.
@Suite(.timeLimit(.minutes(5))) struct ClusterDialogueTests {
    @Test("The suite in pieces keeps to its part of a conversation")
    func conversations() async throws {
        try await RunningCluster.run { cluster in
            try await untilAtRest(cluster)
            for name in ["group-life", "channel", "private-chat"] {
                let failures = try await Stage(server: StageServer(cluster), over: .webSocket).play(
                    try Dialogue(named: name))
                #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
            }
        }
    }

    /// Waits until nobody is told any more of how the demonstration users and groups were made.
    private func untilAtRest(_ cluster: RunningCluster) async throws {
        var before: LogProgress?
        while true {
            let progress = try await LogProgress(of: cluster.operators)
            if progress.isComplete, progress == before { return }
            before = progress
            try await Task.sleep(for: .milliseconds(200))
        }
    }
}
