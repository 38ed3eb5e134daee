import RunningCluster
import Testing

/// A few of the conversations with the services apart, on real servers: sessions come in at two gateways in turn.
@Suite(.timeLimit(.minutes(5))) struct ClusterDialogueTests {
    @Test(
        "The suite in pieces keeps to its part of a conversation", arguments: ["group-life", "channel", "private-chat"])
    func conversation(name: String) async throws {
        let dialogue = try Dialogue(named: name)
        try await RunningCluster.run { cluster in
            // How the demonstration users and groups were made is told first.
            try await Stage(server: StageServer(cluster), over: .webSocket).settle()
            let failures = try await Stage(server: StageServer(cluster), over: .webSocket).play(dialogue)
            #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
        }
    }
}
