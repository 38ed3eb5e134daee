import RunningParley
import Testing

/// The protocol, as recorded conversations: the same frames with the same fields, codes and texts, in the same order,
/// whichever way they go.
@Suite(.timeLimit(.minutes(5))) struct DialogueTests {
    @Test("The server keeps to its part of a conversation", arguments: Dialogue.names)
    func conversation(name: String) async throws {
        let dialogue = try Dialogue(named: name)
        try #require(dialogue.steps.count > 5)
        // Side by side: mostly they wait.
        let failures = try await withThrowingTaskGroup { group in
            for transport in StageTransport.allCases where transport.carriesText || !dialogue.isTextOnly {
                group.addTask { try await Self.failures(of: dialogue, over: transport) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    }

    private static func failures(of dialogue: Dialogue, over transport: StageTransport) async throws -> [String] {
        let failures = try await withParley(environment: dialogue.environment) { server in
            try await Stage(server: StageServer(server), over: transport).play(dialogue)
        }
        return failures.isEmpty ? [] : ["Over \(transport.rawValue):"] + failures
    }
}
