import Chat

/// The way to one client, as its session sees it, whatever protocol is spoken on it.
///
/// Belongs to the event loop of the session's shard.
protocol SessionConnection: AnyObject {
    /// Where the client is; empty when that is not known.
    var remoteAddress: String { get }

    /// Whether the client knows already, without a handshake, that it has a session.
    var isAnnounced: Bool { get }

    /// Whether the client speaks gRPC: then the handshake tells it where files are.
    var speaksGRPC: Bool { get }

    /// Whether what is sent goes out at once, or nearly so.
    var isWritable: Bool { get }

    /// Sends a message; nothing happens once the connection is closing, and for what the protocol has no words for.
    ///
    /// A client for whom too much is waiting already is disconnected.
    func send(_ message: ServerMessage)

    /// Sends what others are sent too, written once for all connections of a kind.
    func send(_ message: SharedMessage)

    /// Sends one of the messages of a topic, which is written once for all connections of a kind that see it alike.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - user: Who sees it.
    ///   - asReader: Whether it is seen as readers of a channel do.
    func send(_ message: OutboundMessage, to user: UserID, asReader: Bool)

    /// Sends several of them, in order.
    func send(_ run: MessageRun, to user: UserID, asReader: Bool)

    /// Takes no more requests until told to go on.
    func pauseReading()

    /// Goes on with the requests; never from inside this call.
    func resumeReading()

    /// Says goodbye: what was sent before goes out first.
    ///
    /// - Parameters:
    ///   - code: Why.
    ///   - reason: For people, at most 123 bytes.
    func close(_ code: WebSocketCloseCode, reason: String)

    /// Cuts a client that reads too slowly.
    func disconnectAsSlow()
}

extension SessionConnection {
    /// Sends messages one by one.
    func send(_ run: MessageRun, to user: UserID, asReader: Bool) {
        for message in run.messages { send(message, to: user, asReader: asReader) }
    }

    /// Says goodbye without a word of explanation.
    func close(_ code: WebSocketCloseCode) {
        close(code, reason: "")
    }
}
