import Synchronization

/// What a process says of itself to those who ask whether it can serve, as `grpc.health.v1.Health` does.
///
/// The empty name stands for the process as a whole.
package final class HealthBoard: Sendable {
    private struct State {
        var services: [String: ServingStatus] = [:]
        var watchers: [UInt64: (service: String, continuation: AsyncStream<ServingStatus>.Continuation)] = [:]
        var lastTicket: UInt64 = 0
    }

    private let state: Mutex<State>

    /// Creates a board on which all services serve.
    ///
    /// - Parameter services: Their full names; the process as a whole is added.
    package init(services: [String] = []) {
        state = Mutex(State(services: Dictionary((services + [""]).map { ($0, .serving) }) { first, _ in first }))
    }

    /// Says whether a service can serve; nil forgets it.
    package func set(_ status: ServingStatus?, for service: String = "") {
        let watchers = state.withLock { state in
            guard state.services[service] != status else { return [] as [AsyncStream<ServingStatus>.Continuation] }
            state.services[service] = status
            return state.watchers.values.filter { $0.service == service }.map(\.continuation)
        }
        for watcher in watchers { watcher.yield(status ?? .serviceUnknown) }
    }

    /// Says of everything that it cannot serve any more: the process is about to end.
    package func shutDown() {
        for service in state.withLock({ Array($0.services.keys) }) { set(.notServing, for: service) }
    }

    /// Whether a service can serve; nil when it is not known.
    package func status(of service: String = "") -> ServingStatus? {
        state.withLock { $0.services[service] }
    }

    /// The status of a service now, and each time that it changes; who reads slowly misses what is overtaken.
    func changes(of service: String) -> AsyncStream<ServingStatus> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ServingStatus.self, bufferingPolicy: .bufferingNewest(1))
        let ticket = state.withLock { state in
            state.lastTicket += 1
            state.watchers[state.lastTicket] = (service, continuation)
            // Within the lock, so that no change comes before it.
            continuation.yield(state.services[service] ?? .serviceUnknown)
            return state.lastTicket
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.watchers.removeValue(forKey: ticket) }
        }
        return stream
    }
}
