import NIOCore

@testable import Gateway

/// A sink that writes down what it is told, and does what a test wants it to do then.
final class RecordingSink: ConnectionSink {
    enum Call: Equatable {
        case opened
        case received(String)
        case writable(Bool)
        case closed(ConnectionEnd)
    }

    private(set) var calls: [Call] = []
    /// The last client that came.
    private(set) var client: (any ClientConnection)?
    /// The kinds of the messages that came.
    private(set) var kinds: [MessageKind] = []
    var onMessage: (ByteBuffer, any ClientConnection) -> Void = { _, _ in }

    /// The same client, if it is a WebSocket.
    var connection: WebSocketConnection? { client as? WebSocketConnection }

    /// The messages among the calls.
    var messages: [String] {
        calls.compactMap { if case .received(let text) = $0 { text } else { nil } }
    }

    func opened(_ connection: any ClientConnection) {
        client = connection
        calls.append(.opened)
    }

    func received(_ message: ByteBuffer, _ kind: MessageKind, on connection: any ClientConnection) {
        calls.append(.received(String(buffer: message)))
        kinds.append(kind)
        onMessage(message, connection)
    }

    func writabilityChanged(of connection: any ClientConnection) {
        calls.append(.writable(connection.isWritable))
    }

    func closed(_ connection: any ClientConnection, because end: ConnectionEnd) {
        calls.append(.closed(end))
    }
}
