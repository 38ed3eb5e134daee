import Chat

/// A session's way to a client that is sent JSON texts.
///
/// Belongs to the event loop of its client.
final class TextConnection: SessionConnection {
    private let client: any ClientConnection

    /// Creates the way to a client.
    init(_ client: any ClientConnection) {
        self.client = client
    }

    var remoteAddress: String { client.remoteAddress }
    var isAnnounced: Bool { client.isAnnounced }
    var speaksGRPC: Bool { false }
    var isWritable: Bool { client.isWritable }

    func send(_ message: ServerMessage) {
        client.send(MessageFrame.text(message.encoded()), isAnswer: message.isAnswer)
    }

    func send(_ message: SharedMessage) {
        client.send(message.frame)
    }

    func send(_ message: OutboundMessage, to user: UserID, asReader: Bool) {
        client.send(asReader ? message.readerFrame() : message.frame(for: user))
    }

    func send(_ run: MessageRun, to user: UserID, asReader: Bool) {
        client.send(run.frames(for: user, asReader: asReader))
    }

    func pauseReading() {
        client.pauseReading()
    }

    func resumeReading() {
        client.resumeReading()
    }

    func close(_ code: WebSocketCloseCode, reason: String) {
        client.close(code, reason: reason)
    }

    func disconnectAsSlow() {
        client.disconnectAsSlow()
    }
}
