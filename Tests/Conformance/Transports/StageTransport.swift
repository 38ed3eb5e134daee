import JSON
import RunningParley
import Testing

/// A way to the server that dialogues are played over.
enum StageTransport: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case webSocket = "WebSocket"
    case grpc = "gRPC"

    var testDescription: String { rawValue }

    /// Connects one session.
    func connect(to server: RunningParley) async throws -> StageLine {
        switch self {
        case .webSocket: try await StageLine.webSocket(to: server)
        case .grpc: try await StageLine.grpc(to: server)
        }
    }

    /// A frame as far as this way can carry it: both what is expected and what came are compared in this form.
    func carried(_ frame: RawJSON) -> RawJSON {
        switch self {
        case .webSocket: frame
        case .grpc: ProtobufLoss.carried(frame)
        }
    }
}
