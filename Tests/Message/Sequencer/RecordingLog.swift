import Contracts
import EventLog
import Synchronization
import Wire

/// A log that notes what is appended, and refuses when told to.
final class RecordingLog: EventLog {
    private struct State {
        var messages: [CommittedMessage] = []
        var refusals: [EventLogError] = []
        var bytesAtOnce = Int.max
    }

    private let state = Mutex(State())

    /// What was passed on, in order.
    var messages: [StoredMessage] { state.withLock { $0.messages.compactMap(\.message) } }

    /// Makes the next appends fail.
    func refuse(_ errors: [EventLogError]) {
        state.withLock { $0.refusals = errors }
    }

    /// Refuses appends that are larger, for good.
    func bound(_ bytes: Int) {
        state.withLock { $0.bytesAtOnce = bytes }
    }

    func partitions(of topic: LogTopic) -> Int { 1 }

    func append(lots: [[LogRecord]], to topic: LogTopic) async -> [EventLogError?] {
        state.withLock { state in
            lots.map { lot in
                guard state.refusals.isEmpty else { return state.refusals.removeFirst() }
                guard lot.reduce(0, { $0 + $1.size }) <= state.bytesAtOnce else { return .tooLarge }
                state.messages += lot.compactMap { try? CommittedMessage(decoding: $0.value) }
                return nil
            }
        }
    }

    func consume(
        _ topic: LogTopic, group: String, from start: GroupStart, with processor: any LogProcessor
    ) async throws {}
}
