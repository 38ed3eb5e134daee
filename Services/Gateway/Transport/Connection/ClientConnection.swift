/// One client, however it is connected.
///
/// Belongs to an event loop: everything here is called on it.
package protocol ClientConnection: AnyObject {
    /// Where the client is; empty when that is not known.
    var remoteAddress: String { get }

    /// Whether the client knows already, without a handshake, that it has a session.
    var isAnnounced: Bool { get }

    /// Whether what is sent goes out at once, or nearly so.
    var isWritable: Bool { get }

    /// Sends a message, soon; nothing happens once the connection is closing.
    ///
    /// A client for whom too much is waiting already is disconnected.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - isAnswer: Whether the client has asked for it, however long it is: then it does not count as waiting.
    func send(_ message: MessageFrame, isAnswer: Bool)

    /// Sends messages, one after the other, that the client has not asked for.
    func send(_ run: FrameRun)

    /// Takes nothing in for a while; what has arrived already waits.
    func pauseReading()

    /// Takes messages in again, beginning with what waits; never from inside this call.
    func resumeReading()

    /// Says goodbye: what was sent before goes out first, what the client still sends is dropped.
    ///
    /// - Parameters:
    ///   - code: Why.
    ///   - reason: For people, at most 123 bytes.
    func close(_ code: WebSocketCloseCode, reason: String)

    /// Cuts a client that reads too slowly.
    func disconnectAsSlow()
}

extension ClientConnection {
    /// Sends a message that the client has not asked for.
    package func send(_ message: MessageFrame) {
        send(message, isAnswer: false)
    }

    /// Sends messages one by one.
    package func send(_ run: FrameRun) {
        for frame in run.frames { send(frame) }
    }

    /// Says goodbye without a word for people.
    package func close(_ code: WebSocketCloseCode) {
        close(code, reason: "")
    }
}
