import Gateway
import NIOCore

/// Sends every message back as what it was, no faster than it is read.
final class EchoSink: ConnectionSink {
    func opened(_ connection: any ClientConnection) {}

    func received(_ message: ByteBuffer, _ kind: MessageKind, on connection: any ClientConnection) {
        connection.send(MessageFrame(message, kind), isAnswer: true)
        if !connection.isWritable { connection.pauseReading() }
    }

    func writabilityChanged(of connection: any ClientConnection) {
        if connection.isWritable { connection.resumeReading() }
    }

    func closed(_ connection: any ClientConnection, because end: ConnectionEnd) {}
}
