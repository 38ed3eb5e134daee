import Synchronization

/// Waits until the broker has every record of one append, or has refused one.
final class KafkaDelivery: Sendable {
    private struct State {
        var open: Int
        var error: EventLogError?
    }

    private let state: Mutex<State>
    private let outcome = OneShot<EventLogError?>()

    init(records: Int) {
        state = Mutex(State(open: records))
        if records == 0 { outcome.set(nil) }
    }

    /// Notes what became of some of the records.
    func settle(_ error: EventLogError?, records: Int = 1) {
        let end: EventLogError?? = state.withLock { state in
            state.open -= records
            state.error = state.error ?? error
            return state.open == 0 ? .some(state.error) : .none
        }
        if let end { outcome.set(end) }
    }

    /// Waits until all is settled, and says why the first failed that did; call it once.
    func failure() async -> EventLogError? { await outcome.value() }
}
