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
    private(set) var connection: WebSocketConnection?
    var onMessage: (ByteBuffer, WebSocketConnection) -> Void = { _, _ in }

    /// The messages among the calls.
    var messages: [String] {
        calls.compactMap { if case .received(let text) = $0 { text } else { nil } }
    }

    func opened(_ connection: WebSocketConnection) {
        self.connection = connection
        calls.append(.opened)
    }

    func received(_ message: ByteBuffer, on connection: WebSocketConnection) {
        calls.append(.received(String(buffer: message)))
        onMessage(message, connection)
    }

    func writabilityChanged(of connection: WebSocketConnection) {
        calls.append(.writable(connection.isWritable))
    }

    func closed(_ connection: WebSocketConnection, because end: ConnectionEnd) {
        calls.append(.closed(end))
    }
}
