import JSON
import NIOCore

/// Turns a client's bytes into messages and control frames: a state machine without I/O.
///
/// Bytes may come in any pieces. What has arrived of a message is kept unmasked and inflated, so that an idle connection
/// holds nothing. Text that is no UTF-8 is refused at its first wrong byte. Cost: one pass and one copy a byte; text
/// beyond ASCII is looked at once more.
struct WebSocketFrameParser {
    /// What came in.
    enum Event: Equatable {
        /// A whole message.
        case message(ByteBuffer, MessageKind)
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
    private var header: WebSocketFrameHeader
    /// What inflates compressed messages; nil where none may come.
    private var inflation: MessageInflation?
    /// The message under way, unmasked and inflated.
    private var message = ByteBuffer()
    /// The kind of the message under way; nil between messages.
    private var messageKind: MessageKind?
    private var isCompressed = false
    /// Bytes of the message under way as they were sent.
    private var sentLength = 0
    private var text = UTF8Pieces()
    /// The control frame under way, unmasked.
    private var control = ByteBuffer()

    /// Creates a parser.
    ///
    /// - Parameters:
    ///   - maxMessageSize: Bytes that a message may have, all fragments together.
    ///   - inflation: What inflates compressed messages; nil where none may come.
    init(maxMessageSize: Int, inflation: MessageInflation? = nil) {
        self.maxMessageSize = maxMessageSize
        self.inflation = inflation
        header = WebSocketFrameHeader(allowsCompression: inflation != nil)
    }

    /// Bytes that a message may be sent in: what cannot be compressed becomes a little longer.
    private var maxSentLength: Int {
        isCompressed ? maxMessageSize + maxMessageSize / 64 + 1024 : maxMessageSize
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
                try append(&bytes, count, content, from: Int(content.length) - remaining)
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
            messageKind = content.opcode == .text ? .text : .binary
            isCompressed = content.isCompressed
        case .close, .ping, .pong:
            return Int(content.length)
        }
        guard content.length <= UInt64(maxSentLength - sentLength) else { throw .tooBig }
        sentLength += Int(content.length)
        return Int(content.length)
    }

    private mutating func end(_ content: WebSocketFrameHeader.Content) throws(WebSocketCloseCode) -> Event? {
        switch content.opcode {
        case .continuation, .text, .binary:
            return content.isFinal ? try takeMessage() : nil
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

    private mutating func takeMessage() throws(WebSocketCloseCode) -> Event? {
        guard let kind = messageKind else { return nil }
        if isCompressed {
            let start = message.readableBytes
            try inflation?.endMessage(&message, limit: maxMessageSize)
            try check(from: start)
        }
        guard kind == .binary || text.isWhole else { throw .invalidData }
        defer {
            message = ByteBuffer()
            messageKind = nil
            isCompressed = false
            sentLength = 0
        }
        return .message(message, kind)
    }

    private mutating func closeCode() throws(WebSocketCloseCode) -> WebSocketCloseCode? {
        if control.readableBytes == 0 { return nil }
        guard let code = control.readInteger(as: UInt16.self).map(WebSocketCloseCode.init), code.isSendable else {
            throw .protocolError
        }
        guard control.withUnsafeReadableBytes({ UTF8Text.isValid($0) }) else { throw .invalidData }
        return code
    }

    /// Takes bytes of a payload in.
    private mutating func append(
        _ bytes: inout ByteBuffer, _ count: Int, _ content: WebSocketFrameHeader.Content, from offset: Int
    ) throws(WebSocketCloseCode) {
        guard count > 0 else { return }
        let mask = WebSocketMask(content.mask, startingAt: offset)
        if content.opcode.isControl {
            _ = Self.unmask(&bytes, count, mask, into: &control)
        } else if isCompressed {
            var compressed = ByteBuffer()
            _ = Self.unmask(&bytes, count, mask, into: &compressed)
            let start = message.readableBytes
            try compressed.withUnsafeReadableBytes { bytes throws(WebSocketCloseCode) in
                try inflation?.append(bytes, to: &message, limit: maxMessageSize)
            }
            try check(from: start)
        } else {
            let start = message.readableBytes
            let isASCII = Self.unmask(&bytes, count, mask, into: &message)
            if !isASCII || !text.isWhole { try check(from: start) }
        }
    }

    /// Checks what was added to a text.
    private mutating func check(from start: Int) throws(WebSocketCloseCode) {
        guard messageKind == .text else { return }
        let isValid = message.withUnsafeReadableBytes { bytes in
            text.append(UnsafeRawBufferPointer(rebasing: bytes[start...]))
        }
        guard isValid else { throw .invalidData }
    }

    /// Unmasks bytes on their way into a buffer; returns whether they are ASCII.
    private static func unmask(
        _ bytes: inout ByteBuffer, _ count: Int, _ mask: WebSocketMask, into target: inout ByteBuffer
    ) -> Bool {
        let isASCII = bytes.withUnsafeReadableBytes { source in
            var isASCII = true
            target.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { destination in
                isASCII = mask.apply(UnsafeRawBufferPointer(rebasing: source[..<count]), into: destination)
                return count
            }
            return isASCII
        }
        bytes.moveReaderIndex(forwardBy: count)
        return isASCII
    }

    private mutating func finish() {
        state = .finished
        message = ByteBuffer()
        control = ByteBuffer()
        inflation?.end()
    }
}
