internal import NIOCore

/// The sessions of long polls on one event loop; used on that loop only.
final class LongPollSessions {
    private unowned let loop: ConnectionLoop
    private var connections: [String: LongPollConnection] = [:]

    /// Creates the sessions of a loop, which outlives them.
    init(loop: ConnectionLoop) {
        self.loop = loop
    }

    /// Opens a session.
    ///
    /// - Parameter remoteAddress: Where the client is.
    /// - Returns: What the client calls it; nil when there are as many as there may be.
    func open(from remoteAddress: String) -> String? {
        guard loop.polls.enter() <= loop.settings.maxConnections else {
            loop.polls.leave()
            return nil
        }
        let sid = LongPollDirectory.sid(onLoop: loop.index)
        let connection = LongPollConnection(sid: sid, remoteAddress: remoteAddress, loop: loop)
        connections[sid] = connection
        loop.sink.opened(connection)
        return sid
    }

    /// The session of that name; nil when there is none any more.
    subscript(sid: String) -> LongPollConnection? { connections[sid] }

    /// Forgets a session.
    func remove(_ sid: String) {
        if connections.removeValue(forKey: sid) != nil { loop.polls.leave() }
    }

    /// Says goodbye to all sessions; what waits may still be fetched as long as the port is open.
    func closeAll(_ code: WebSocketCloseCode) {
        for connection in Array(connections.values) { connection.close(code) }
    }

    /// Ends all sessions.
    func disconnectAll() {
        for connection in Array(connections.values) { connection.disconnect() }
    }
}
