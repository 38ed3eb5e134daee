import RPC
import Synchronization

/// Whether a handler was reached: on a busy machine a short deadline may pass before.
final class Reached: Sendable {
    private let state = Mutex(false)

    /// Notes that the handler was reached.
    func mark() {
        state.withLock { $0 = true }
    }

    /// Makes calls with ever longer timeouts, until one has reached the handler.
    func call(_ body: (CallOptions) async throws -> Void) async throws {
        var timeout = Duration.milliseconds(50)
        while !state.withLock({ $0 }) {
            try await body(CallOptions(timeout: timeout))
            timeout *= 2
        }
    }
}
