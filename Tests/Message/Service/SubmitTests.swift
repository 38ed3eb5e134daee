import Chat
import Contracts
import EventLog
import RPC
import Testing

@testable import Message

/// What may be submitted, and what its author hears at once.
@Suite("Submitting", .timeLimit(.minutes(1)))
struct SubmitTests {
    private let fixture: ServiceFixture

    init() throws {
        fixture = try ServiceFixture()
    }

    private func outcomes(_ submissions: [Submission]) async throws -> [SubmitOutcome] {
        try await fixture.stub.submit(SubmitRequest(submissions: submissions)).outcomes
    }

    private func changed(_ change: (inout Submission) -> Void) -> Submission {
        var submission = Submission.of("k")
        change(&submission)
        return submission
    }

    @Test("refuses each for its own reason, and takes the others")
    func reasons() async throws {
        fixture.group.allow(5, [.join, .read])
        let submissions = [
            Submission.of("fine"),
            changed { $0.topic = "nowhere" },
            changed { $0.content = Array(repeating: 0x20, count: Limits.messageSize + 1) },
            changed { $0.idempotencyKey = "" },
            changed { $0.idempotencyKey = String(repeating: "k", count: 129) },
            changed { $0.sender = 5 },
            changed { $0.asReader = true },
            changed { $0.head = Array("[1]".utf8) },
            changed { $0.head = Array(#"{"replace":"7"}"#.utf8) },
            changed { $0.head = Array(#"{"replace":":7"}"#.utf8) },
            Submission.of("fine too"),
        ]
        let reasons = try await outcomes(submissions).map(\.reason)
        #expect(
            reasons == [
                "", "topic_not_found", "too_large", "malformed", "malformed", "permission_denied", "permission_denied",
                "malformed", "malformed", "not_found", "",
            ])
        #expect(try fixture.log.lag(of: Sequencer.group, on: .submit) == 2)
    }

    @Test("lets only the author replace a message")
    func editing() async throws {
        try await fixture.whileRunning {
            _ = try await fixture.submit([.of("a", by: 1)])
            let edit = changed { $0.head = Array(#"{"replace":":1"}"#.utf8) }
            var foreign = edit
            foreign.sender = 2
            #expect(try await fixture.submit([edit, foreign]).map(\.reason) == ["", "permission_denied"])
        }
    }

    @Test("refuses what one full partition cannot take, and nothing else")
    func fullPartition() async throws {
        let full = fixture.log.partition(of: "grpA", in: .submit)
        let names = (0..<99).map { "grp\($0)" }
        let other = try #require(names.first { fixture.log.partition(of: $0, in: .submit) != full })
        let filler = LogRecord(key: "grpA", value: Array(repeating: 0, count: 1 << 20))
        for _ in 0..<3 { try await fixture.log.append([filler], to: .submit) }
        let large = LogRecord(key: "grpA", value: Array(repeating: 0, count: (1 << 20) - 4_096))
        try await fixture.log.append([large], to: .submit)
        let text = String(repeating: "x", count: 9_000)
        let reply = try await outcomes([.of("a", saying: text), .of("b", in: other), .of("c", saying: text)])
        #expect(reply.map(\.code) == [8, 0, 8])
        #expect(reply.map(\.retryAfter) == [1_000, 0, 1_000])
    }

    @Test("refuses more at once than a call may bring")
    func tooMany() async throws {
        await #expect(throws: RPCStatus.malformed("too many submissions")) {
            _ = try await outcomes(Array(repeating: .of("a"), count: 1_025))
        }
    }
}
