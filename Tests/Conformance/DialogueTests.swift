import RunningParley
import Testing

/// The protocol, as recorded conversations: the same frames with the same fields, codes and texts, in the same order.
@Suite(.timeLimit(.minutes(5))) struct DialogueTests {
    @Test("The server keeps to its part of a conversation", arguments: Dialogue.names, StageTransport.allCases)
    func conversation(name: String, over transport: StageTransport) async throws {
        let dialogue = try Dialogue(named: name)
        try #require(dialogue.steps.count > 5)
        guard transport.carriesText || !dialogue.isTextOnly else { return }
        let failures = try await withParley(environment: dialogue.environment) { server in
            try await Stage(server: StageServer(server), over: transport).play(dialogue)
        }
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    }
}
