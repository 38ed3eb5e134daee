import EventLog
import Synchronization

/// A log that writes down what is appended, and fails when the test wants it to.
final class JournalingLog: EventLog {
    private let failures = Mutex<[EventLogError]>([])
    /// The calls that succeeded.
    let appends = Journal<[LogRecord]>()

    /// The numbers of all records, in order.
    var numbers: [Int] { appends.entries.joined().map { Int(String(decoding: $0.value, as: UTF8.self)) ?? -1 } }

    /// Has the next calls fail.
    func fail(_ errors: [EventLogError]) {
        failures.withLock { $0 = errors }
    }

    func partitions(of topic: LogTopic) -> Int { 1 }

    func append(lots: [[LogRecord]], to topic: LogTopic) async -> [EventLogError?] {
        lots.map { lot in
            let failure = failures.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            if failure == nil { appends.add(lot) }
            return failure
        }
    }

    func consume(
        _ topic: LogTopic, group: String, from start: GroupStart, with processor: any LogProcessor
    ) async throws {}
}
