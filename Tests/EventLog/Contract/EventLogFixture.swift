import EventLog
import Testing

/// What the contract suite needs to know of an adapter.
protocol EventLogFixture: Sendable {
    associatedtype Log: EventLog

    /// A log to test. It may share its broker with other tests: they use other topics.
    func makeLog() async throws -> Log

    /// A topic that no one has used before.
    func makeTopic(partitions: Int) async throws -> LogTopic

    /// The dead letters of one group of a topic, oldest first, as soon as there are as many as asked for.
    func deadLetters(_ count: Int, of topic: LogTopic, group: String, in log: Log) async throws -> [DeadLetter]
}

/// One promise of an event log, and how to try it on an adapter.
struct EventLogPromise<Fixture: EventLogFixture>: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable (Fixture) async throws -> Void

    init(_ sentence: String, _ check: @escaping @Sendable (Fixture) async throws -> Void) {
        testDescription = sentence
        self.check = check
    }
}

/// The promises of an event log.
///
/// Every adapter's suite runs all of them.
///
/// Within a promise, keep closures out of `#expect`: the compiler (6.3.1) was seen to call another closure of the same
/// promise in place of one that is written there.
enum EventLogContract<Fixture: EventLogFixture> {
    typealias Promise = EventLogPromise<Fixture>

    static var promises: [Promise] { appending + groups + starting + handover + failures + observing }
}
