import JSON
import ParleyClient
import RunningParley
import Testing

/// Whatever clients send, every answer is one of the protocol's, and the server stays up for the others.
@Suite(.timeLimit(.minutes(5))) struct FuzzTests {
    /// More than the server takes: it ends the connection.
    private static let tooLarge = String(repeating: "[", count: 200_000)

    @Test(
        "Ten thousand frames of nonsense get proper answers, and the server still serves",
        arguments: [20_261_121 as UInt64])
    func nonsense(seed: UInt64) async throws {
        try await withParley { server in
            let listener = try await server.client("alice")
            let topic = try #require(try await listener.subscribe("new").topic)
            #expect(try await listener.publish(topic, text: "before") == 1)

            // Members of the group, and one who is not logged in.
            var attackers: [Attacker] = []
            for login in ["bob", "carol", "eve", nil] {
                attackers.append(try await Attacker(login, topic: topic, on: server))
            }
            var fuzzer = FrameFuzzer(seed: seed)
            for number in 1...10_000 {
                let place = Int.random(in: attackers.indices, using: &fuzzer.random)
                try await attackers[place].send(fuzzer.next(topic: topic), to: server)
                if number % 1000 == 500 {
                    // Each of them loses its connection now and then.
                    try await attackers[number / 1000 % attackers.count].send(lethal: Self.tooLarge, to: server)
                }
            }
            // Every session answers what it was sent in order: this is the last.
            for place in attackers.indices {
                let code = try await attackers[place].finish(on: server)
                #expect(code.map { (400..<500).contains($0) } == true, "the last question got \(code ?? 0)")
            }
            for attacker in attackers {
                let faults = attacker.replies.faults
                #expect(faults.isEmpty, "\(faults.count) faults: \(faults.prefix(10).joined(separator: "\n"))")
            }
            // Only notes may go without an answer, and few of the frames are notes.
            let answers = attackers.flatMap { $0.replies.codes.values }.reduce(0, +)
            #expect(answers > 6000)
            #expect(attackers.allSatisfy { $0.replies.codes[400, default: 0] > 100 })
            #expect(attackers.allSatisfy { $0.replies.goodbyes[1009, default: 0] > 0 }, "all of them came again")
            #expect(await server.errors.filter { $0.contains("request failed") }.isEmpty)

            let reader = try await server.client("alice")
            try await reader.subscribe(topic)
            #expect(try await reader.publish(topic, text: "after") > 1)
            let stored = try await reader.publish(topic, text: "the end")
            #expect(try await listener.publish(topic, text: "really") == stored + 1)
            #expect(await server.stop() == 0)
        }
    }
}
