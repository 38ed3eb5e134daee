import Contracts
import Synchronization

/// What clients are told of calls in the handshake, remembered for a moment: it changes only when the call-token service
/// starts anew, and all clients ask for it when they come back at once.
///
/// While that service cannot be asked, what it said last holds.
final class KnownCallConfiguration: Sendable {
    /// Milliseconds.
    private static let lifetime: Int64 = 5000

    private struct State {
        var known: CallConfiguration?
        var until: Int64 = 0
        var isAsking = false
    }

    private let state = Mutex(State())

    /// The configuration; nil when it was never heard of.
    ///
    /// - `now`: milliseconds since 1970.
    /// - `service`: whom to ask.
    func value(at now: Int64, from service: CallTokenStub) async -> CallConfiguration? {
        let known: CallConfiguration? = state.withLock { state in
            if let known = state.known, state.isAsking || (state.until - Self.lifetime...state.until).contains(now) {
                return known
            }
            state.isAsking = true
            return nil
        }
        if let known { return known }
        let answer = try? await service.getConfiguration(ConfigurationRequest())
        return state.withLock { state in
            state.isAsking = false
            state.until = now + Self.lifetime
            if let answer { state.known = answer }
            return state.known
        }
    }
}
