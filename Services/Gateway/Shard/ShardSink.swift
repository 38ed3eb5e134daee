import NIOCore

/// Hands what happens on one event loop's connections to the loop's shard.
final class ShardSink: ConnectionSink {
    private let shard: Shard
    private let loop: any EventLoop
    private var sessions: [ObjectIdentifier: UInt64] = [:]

    private static let probe = [UInt8(ascii: "1")]
    private static let probeAnswer = WebSocketFrame.text([UInt8(ascii: "0")])

    init(shard: Shard, loop: any EventLoop) {
        self.shard = shard
        self.loop = loop
    }

    func opened(_ connection: WebSocketConnection) {
        let bound = NIOLoopBound<any SessionConnection>(connection, eventLoop: loop)
        sessions[ObjectIdentifier(connection)] = shard.assumeIsolated { $0.open(bound) }
    }

    func received(_ message: ByteBuffer, on connection: WebSocketConnection) {
        guard let id = sessions[ObjectIdentifier(connection)] else { return }
        if message.readableBytesView.elementsEqual(Self.probe) {
            connection.send(Self.probeAnswer)
        } else {
            shard.assumeIsolated { $0.receive(message.readableBytesView, from: id) }
        }
    }

    func writabilityChanged(of connection: WebSocketConnection) {
        guard connection.isWritable, let id = sessions[ObjectIdentifier(connection)] else { return }
        shard.assumeIsolated { $0.hasRoom(id) }
    }

    func closed(_ connection: WebSocketConnection, because end: ConnectionEnd) {
        guard let id = sessions.removeValue(forKey: ObjectIdentifier(connection)) else { return }
        shard.assumeIsolated { $0.close(id) }
    }
}
