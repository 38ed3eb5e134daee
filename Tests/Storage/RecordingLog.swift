import EventLog

/// A log that hands on what is appended to it.
struct RecordingLog: EventLog {
    let appends: AsyncStream<[LogRecord]>
    private let appended: AsyncStream<[LogRecord]>.Continuation

    init() {
        (appends, appended) = AsyncStream.makeStream()
    }

    func partitions(of topic: LogTopic) -> Int { 1 }

    func append(lots: [[LogRecord]], to topic: LogTopic) async -> [EventLogError?] {
        lots.map { lot in
            appended.yield(lot)
            return nil
        }
    }

    func consume(
        _ topic: LogTopic, group: String, from start: GroupStart, with processor: any LogProcessor
    ) async throws {}
}
