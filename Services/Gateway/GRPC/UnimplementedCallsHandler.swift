import NIOCore

/// Speaks as much HTTP/2 as it takes to answer every request with a trailers-only UNIMPLEMENTED.
///
/// Frames are read one after the other (RFC 9113, section 4.1); requests are answered when their HEADERS frame comes,
/// pings and settings are acknowledged, everything else is read over.
final class UnimplementedCallsHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum FrameType {
        static let headers: UInt8 = 1
        static let settings: UInt8 = 4
        static let ping: UInt8 = 6
    }

    private static let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    private static let headerLength = 9
    /// SETTINGS_MAX_FRAME_SIZE as it is unless said otherwise.
    private static let longestFrame = 16_384
    /// `:status: 200`, the content type, and `grpc-status: 12`: literals without indexing (RFC 7541, section 6.2.2).
    private static let answer: [UInt8] =
        [0x88] + literal("content-type", "application/grpc") + literal("grpc-status", "12")
        + literal("grpc-message", "not implemented")

    private var received = ByteBuffer()
    private var isGreeted = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        received.writeBuffer(&bytes)
        guard isGreeted || greet(context) else { return }
        while let (type, flags, stream, payload) = nextFrame(context) {
            answer(type, flags, stream, payload, context)
        }
        received.discardReadBytes()
        context.flush()
    }

    private func greet(_ context: ChannelHandlerContext) -> Bool {
        let wanted = Self.preface.utf8.count
        guard received.readableBytes >= wanted else {
            if !Self.preface.utf8.starts(with: received.readableBytesView) { context.close(promise: nil) }
            return false
        }
        guard received.readString(length: wanted) == Self.preface else {
            context.close(promise: nil)
            return false
        }
        isGreeted = true
        write(FrameType.settings, flags: 0, stream: 0, [], context)
        return true
    }

    private func nextFrame(_ context: ChannelHandlerContext) -> (UInt8, UInt8, UInt32, ByteBuffer)? {
        let start = received.readerIndex
        guard received.readableBytes >= Self.headerLength,
            let high = received.getInteger(at: start, as: UInt8.self),
            let low = received.getInteger(at: start + 1, as: UInt16.self)
        else { return nil }
        let length = Int(high) << 16 | Int(low)
        guard length <= Self.longestFrame else {
            context.close(promise: nil)
            return nil
        }
        guard received.readableBytes >= Self.headerLength + length else { return nil }
        received.moveReaderIndex(forwardBy: 3)
        guard let type = received.readInteger(as: UInt8.self), let flags = received.readInteger(as: UInt8.self),
            let stream = received.readInteger(as: UInt32.self), let payload = received.readSlice(length: length)
        else { return nil }
        return (type, flags, stream & 0x7fff_ffff, payload)
    }

    private func answer(
        _ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: ByteBuffer, _ context: ChannelHandlerContext
    ) {
        let isAcknowledgement = flags & 1 != 0
        switch type {
        case FrameType.headers:
            // END_HEADERS and END_STREAM.
            write(FrameType.headers, flags: 5, stream: stream, Self.answer, context)
        case FrameType.settings where !isAcknowledgement:
            write(FrameType.settings, flags: 1, stream: 0, [], context)
        case FrameType.ping where !isAcknowledgement:
            write(FrameType.ping, flags: 1, stream: 0, Array(payload.readableBytesView), context)
        default:
            break
        }
    }

    private func write(
        _ type: UInt8, flags: UInt8, stream: UInt32, _ payload: [UInt8], _ context: ChannelHandlerContext
    ) {
        var frame = context.channel.allocator.buffer(capacity: Self.headerLength + payload.count)
        frame.writeInteger(UInt8(payload.count >> 16))
        frame.writeInteger(UInt16(truncatingIfNeeded: payload.count))
        frame.writeInteger(type)
        frame.writeInteger(flags)
        frame.writeInteger(stream)
        frame.writeBytes(payload)
        context.write(wrapOutboundOut(frame), promise: nil)
    }

    private static func literal(_ name: String, _ value: String) -> [UInt8] {
        [0, UInt8(name.utf8.count)] + name.utf8 + [UInt8(value.utf8.count)] + value.utf8
    }
}
