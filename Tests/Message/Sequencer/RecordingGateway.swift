import Contracts
import RPC
import Synchronization

/// A gateway that notes what it is told.
final class RecordingGateway: GatewayRPC {
    private struct State {
        var acknowledgements: [Acknowledgement] = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var acknowledgements: [Acknowledgement] { state.withLock { $0.acknowledgements } }
    var count: Int { acknowledgements.count }

    func acknowledge(_ request: AcknowledgeRequest, _ context: CallContext) async throws -> EmptyMessage {
        let due = state.withLock { state in
            state.acknowledgements += request.acknowledgements
            let due = state.watchers.filter { $0.count <= state.acknowledgements.count }
            state.watchers.removeAll { $0.count <= state.acknowledgements.count }
            return due
        }
        due.forEach { $0.continuation.resume() }
        return EmptyMessage()
    }

    /// Returns when there are that many acknowledgements.
    func reached(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard state.acknowledgements.count < count else { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
