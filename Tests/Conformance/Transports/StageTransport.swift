import JSON
import Testing

/// A way to the server that dialogues are played over.
enum StageTransport: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case webSocket = "WebSocket"
    case longPoll = "long poll"
    case grpc = "gRPC"

    var testDescription: String { rawValue }

    /// Connects one session.
    func connect(to door: StageServer.Door) async throws -> StageLine {
        switch self {
        case .webSocket: try await StageLine.webSocket(to: door)
        case .longPoll: try await StageLine.longPoll(to: door)
        case .grpc: try await StageLine.grpc(to: door)
        }
    }

    /// Whether frames go this way as the texts that they are.
    var carriesText: Bool { self != .grpc }

    /// Whether a frame comes this way at all.
    func carries(_ frame: RawJSON) -> Bool {
        switch self {
        case .webSocket, .longPoll: true
        case .grpc: ProtobufLoss.carries(frame)
        }
    }

    /// A frame as far as this way can carry it: both what is expected and what came are compared in this form.
    func carried(_ frame: RawJSON) -> RawJSON {
        switch self {
        case .webSocket: frame
        case .longPoll: LongPollGreeting.carried(frame)
        case .grpc: ProtobufLoss.carried(frame)
        }
    }
}
