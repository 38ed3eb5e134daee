import EventLog
import Synchronization
import Testing

/// The in-process log, as the contract suite sees it.
struct InProcessFixture: EventLogFixture {
    private static let topics = Atomic(0)

    func makeLog() async throws -> InProcessEventLog {
        InProcessEventLog()
    }

    func makeTopic(partitions: Int) async throws -> LogTopic {
        let number = Self.topics.add(1, ordering: .relaxed).newValue
        return LogTopic(name: "topic-\(number)", partitions: partitions)
    }

    func deadLetters(
        _ count: Int, of topic: LogTopic, group: String, in log: InProcessEventLog
    ) async throws -> [DeadLetter] {
        while true {
            let letters = log.deadLetters.filter { $0.topic == topic.name && $0.group == group }
            if letters.count >= count { return letters }
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}

@Suite("The in-process log keeps the contract", .timeLimit(.minutes(1)))
struct InProcessEventLogContractTests {
    @Test("promise", arguments: EventLogContract<InProcessFixture>.promises)
    func promise(_ promise: EventLogPromise<InProcessFixture>) async throws {
        try await promise.check(InProcessFixture())
    }
}
