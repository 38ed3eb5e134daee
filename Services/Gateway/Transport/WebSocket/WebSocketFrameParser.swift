import JSON
import NIOCore

/// Turns a client's bytes into messages and control frames: a state machine without I/O.
///
/// Bytes may come in any pieces. What has arrived of a message is kept unmasked, so that an idle connection holds
/// nothing. Cost: one pass and one copy a byte; text beyond ASCII is looked at once more.
struct WebSocketFrameParser {
    /// What came in.
    enum Event: Equatable {
        /// A whole message. Binary ones count as text, as clients of this protocol expect.
        case message(ByteBuffer)
        /// To be answered with the same payload.
        case ping(ByteBuffer)
        case pong
        /// The peer says goodbye; nothing follows.
        case close(WebSocketCloseCode?)
        /// The peer broke a rule, and is to be told which; nothing follows.
        case violation(WebSocketCloseCode)
    }

    private enum State {
        case header
        case payload(WebSocketFrameHeader.Content, remaining: Int)
        /// After a close or a violation everything else is dropped.
        case finished
    }

    private let maxMessageSize: Int
    private var state = State.header
    private var header = WebSocketFrameHeader()
    /// The message under way, unmasked.
    private var message = ByteBuffer()
    /// The kind of the message under way; nil between messages.
    private var messageKind: WebSocketOpcode?
    private var isASCII = true
    /// The control frame under way, unmasked.
    private var control = ByteBuffer()

    /// Creates a parser.
    ///
    /// - Parameter maxMessageSize: Bytes that a message may have, all fragments together.
    init(maxMessageSize: Int) {
        self.maxMessageSize = maxMessageSize
    }

    /// Reads on until something has come in whole.
    ///
    /// - Parameter bytes: What has arrived; read bytes are consumed.
    /// - Returns: What came in; nil once all bytes are consumed.
    mutating func next(_ bytes: inout ByteBuffer) -> Event? {
        do throws(WebSocketCloseCode) {
            return try read(&bytes)
        } catch {
            finish()
            return .violation(error)
        }
    }

    private mutating func read(_ bytes: inout ByteBuffer) throws(WebSocketCloseCode) -> Event? {
        while true {
            switch state {
            case .finished:
                bytes.moveReaderIndex(to: bytes.writerIndex)
                return nil
            case .header:
                guard let byte: UInt8 = bytes.readInteger() else { return nil }
                guard let content = try header.append(byte) else { continue }
                state = .payload(content, remaining: try start(content))
            case .payload(let content, let remaining):
                let count = min(remaining, bytes.readableBytes)
                if content.opcode.isControl {
                    append(&bytes, count, to: \.control, content, from: Int(content.length) - remaining)
                } else {
                    append(&bytes, count, to: \.message, content, from: Int(content.length) - remaining)
                }
                guard count == remaining else {
                    state = .payload(content, remaining: remaining - count)
                    return nil
                }
                state = .header
                if let event = try end(content) { return event }
            }
        }
    }

    /// Checks whether a frame may come now; returns the length of its payload.
    private mutating func start(_ content: WebSocketFrameHeader.Content) throws(WebSocketCloseCode) -> Int {
        switch content.opcode {
        case .continuation:
            guard messageKind != nil else { throw .protocolError }
        case .text, .binary:
            guard messageKind == nil else { throw .protocolError }
            messageKind = content.opcode
        case .close, .ping, .pong:
            return Int(content.length)
        }
        guard content.length <= UInt64(maxMessageSize - message.readableBytes) else { throw .tooBig }
        return Int(content.length)
    }

    private mutating func end(_ content: WebSocketFrameHeader.Content) throws(WebSocketCloseCode) -> Event? {
        switch content.opcode {
        case .continuation, .text, .binary:
            return content.isFinal ? .message(try takeMessage()) : nil
        case .pong:
            control = ByteBuffer()
            return .pong
        case .ping:
            defer { control = ByteBuffer() }
            return .ping(control)
        case .close:
            let code = try closeCode()
            finish()
            return .close(code)
        }
    }

    private mutating func takeMessage() throws(WebSocketCloseCode) -> ByteBuffer {
        defer {
            message = ByteBuffer()
            messageKind = nil
            isASCII = true
        }
        if messageKind == .text, !isASCII {
            guard message.withUnsafeReadableBytes({ UTF8Text.isValid($0) }) else { throw .invalidText }
        }
        return message
    }

    private mutating func closeCode() throws(WebSocketCloseCode) -> WebSocketCloseCode? {
        if control.readableBytes == 0 { return nil }
        guard let code = control.readInteger(as: UInt16.self).map(WebSocketCloseCode.init), code.isSendable else {
            throw .protocolError
        }
        guard control.withUnsafeReadableBytes({ UTF8Text.isValid($0) }) else { throw .invalidText }
        return code
    }

    /// Unmasks bytes on their way into a buffer.
    private mutating func append(
        _ bytes: inout ByteBuffer, _ count: Int, to target: WritableKeyPath<Self, ByteBuffer>,
        _ content: WebSocketFrameHeader.Content, from offset: Int
    ) {
        guard count > 0 else { return }
        let mask = WebSocketMask(content.mask, startingAt: offset)
        let isPlain = bytes.withUnsafeReadableBytes { source in
            var isPlain = true
            self[keyPath: target].writeWithUnsafeMutableBytes(minimumWritableBytes: count) { destination in
                isPlain = mask.apply(UnsafeRawBufferPointer(rebasing: source[..<count]), into: destination)
                return count
            }
            return isPlain
        }
        bytes.moveReaderIndex(forwardBy: count)
        isASCII = isASCII && isPlain
    }

    private mutating func finish() {
        state = .finished
        message = ByteBuffer()
        control = ByteBuffer()
    }
}
