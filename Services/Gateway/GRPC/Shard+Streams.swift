import NIOCore
import RPC

/// The sessions of gRPC clients.
extension Shard {
    /// A stream and the session behind it.
    struct Stream: Sendable {
        let session: UInt64
        let connection: NIOLoopBound<StreamConnection>
    }

    /// Opens the session of a stream.
    ///
    /// - Parameters:
    ///   - sink: Where messages to the client go.
    ///   - remoteAddress: Where the client is.
    ///   - bound: Bytes that may wait for it.
    /// - Returns: The stream, which is closed with `close(_:)`.
    func open(_ sink: any RPCByteSink, remoteAddress: String, bound: Int) -> Stream {
        let connection = StreamConnection(sink, remoteAddress: remoteAddress, bound: bound, loop: loop)
        let session = open(NIOLoopBound<any SessionConnection>(connection, eventLoop: loop))
        connection.whenWritable = { [weak self] in self?.assumeIsolated { $0.hasRoom(session) } }
        return Stream(session: session, connection: NIOLoopBound(connection, eventLoop: loop))
    }

    /// Takes in one message of a stream.
    ///
    /// - Returns: When the next one may be read.
    func receive(protobuf bytes: [UInt8], from stream: Stream) async {
        guard stream.connection.value.isOpen else { return }
        receive(bytes: bytes.count, from: stream.session) { () throws(MalformedMessage) in
            try ClientMessage(protobuf: bytes)
        }
        await stream.connection.value.waitUntilReading()
    }

    /// A message is over the limit: the stream ends.
    func refuseTooLarge(_ stream: Stream) {
        stream.connection.value.disconnectAsTooLarge()
    }

    /// The client says no more: what it has asked is answered, then the stream ends.
    func finish(_ stream: Stream) async {
        if let session = sessions[stream.session], session.isBusy {
            await withCheckedContinuation { session.awaitingIdleness = $0 }
        }
        stream.connection.value.close(.normal)
    }

    /// Waits for messages that a stream's call had no room for; nil at its end.
    func outgoing(of stream: Stream) async -> [[UInt8]]? {
        await stream.connection.value.nextWaiting()
    }

    /// Waits until a stream is cut.
    func waitUntilCut(_ stream: Stream) async {
        await stream.connection.value.waitUntilCut()
    }

    /// Cuts a stream: nobody hears of it any more.
    func cut(_ stream: Stream) {
        stream.connection.value.cut()
        guard let session = sessions[stream.session] else { return }
        session.awaitingIdleness?.resume()
        session.awaitingIdleness = nil
    }

    /// Closes a stream's session.
    ///
    /// - Returns: How the call ends; nil for success.
    func close(_ stream: Stream) -> RPCStatus? {
        let status = stream.connection.value.status
        stream.connection.value.cut()
        close(stream.session)
        return status
    }

    /// Tells all gRPC clients that the server goes down, and says goodbye.
    func dismissStreams() {
        for session in sessions.values where session.connection.value.speaksGRPC {
            send(ControlMessage(.serverShutdown, at: node.now()), to: session)
            session.connection.value.close(.serviceRestart, reason: "restarting")
        }
    }
}
