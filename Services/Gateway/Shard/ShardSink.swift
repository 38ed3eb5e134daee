import NIOCore

/// Hands what happens on one event loop's connections to the loop's shard.
final class ShardSink: ConnectionSink {
    private let shard: Shard
    private let loop: any EventLoop
    private var sessions: [ObjectIdentifier: UInt64] = [:]

    private static let probe = [UInt8(ascii: "1")]
    private static let probeAnswer = MessageFrame.text([UInt8(ascii: "0")])

    init(shard: Shard, loop: any EventLoop) {
        self.shard = shard
        self.loop = loop
    }

    func opened(_ connection: any ClientConnection) {
        let bound = NIOLoopBound<any SessionConnection>(TextConnection(connection), eventLoop: loop)
        sessions[ObjectIdentifier(connection)] = shard.assumeIsolated { $0.open(bound) }
    }

    func received(_ message: ByteBuffer, _ kind: MessageKind, on connection: any ClientConnection) {
        guard let id = sessions[ObjectIdentifier(connection)] else { return }
        if message.readableBytesView.elementsEqual(Self.probe) {
            connection.send(Self.probeAnswer)
        } else {
            // Clients of this protocol may call their texts binary.
            shard.assumeIsolated { $0.receive(message.readableBytesView, from: id) }
        }
    }

    func writabilityChanged(of connection: any ClientConnection) {
        guard connection.isWritable, let id = sessions[ObjectIdentifier(connection)] else { return }
        shard.assumeIsolated { $0.hasRoom(id) }
    }

    func closed(_ connection: any ClientConnection, because end: ConnectionEnd) {
        guard let id = sessions.removeValue(forKey: ObjectIdentifier(connection)) else { return }
        shard.assumeIsolated { $0.close(id) }
    }
}
