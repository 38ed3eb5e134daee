import NIOCore
import Testing

@testable import Gateway

/// What a client sends compressed.
@Suite struct CompressedMessageTests {
    typealias Event = WebSocketFrameParser.Event

    private static let compressedBit: UInt8 = 0x40
    /// The example of RFC 7692, section 7.2.3.1.
    private static let hello: [UInt8] = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]

    private func parser(keepsContext: Bool = true, offer: String = "", limit: Int = 100_000) throws
        -> WebSocketFrameParser
    {
        let policy = CompressionPolicy(keepsContext: keepsContext)
        let offers = try ExtensionOffer.offers(in: ["permessage-deflate\(offer)"])
        let agreement = try #require(CompressionAgreement(offers, policy))
        return WebSocketFrameParser(
            maxMessageSize: limit, inflation: MessageInflation(LoopCompression(policy), agreement))
    }

    private func parse(_ bytes: [UInt8], with parser: WebSocketFrameParser, inPiecesOf size: Int? = nil) -> [Event] {
        var parser = parser
        var events: [Event] = []
        let size = size ?? max(bytes.count, 1)
        for start in stride(from: 0, to: bytes.count, by: size) {
            var piece = ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)])
            while let event = parser.next(&piece) { events.append(event) }
        }
        return events
    }

    private func text(_ text: String) -> Event { .message(ByteBuffer(string: text), .text) }

    private func frame(_ payload: [UInt8], _ opcode: UInt8 = 0x1, isFinal: Bool = true) -> [UInt8] {
        ClientFrame.frame(opcode, payload, isFinal: isFinal, reserved: Self.compressedBit)
    }

    private func deflate(_ bytes: [UInt8], with deflater: Deflater) -> [UInt8] {
        var output = ByteBuffer()
        bytes.withUnsafeBytes { deflater.appendMessage($0, to: &output) }
        return Array(output.readableBytesView)
    }

    @Test(
        "The examples of RFC 7692 come out right, in whatever pieces",
        arguments: [
            ("one block", [hello]), ("fixed, then fixed with context", [hello, [0xF2, 0x00, 0x11, 0x00, 0x00]]),
            ("no compression", [[0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00]]),
            ("a last block", [[0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00], hello]),
            ("two blocks", [[0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00]]),
        ] as [(String, [[UInt8]])])
    func examples(name: String, messages: [[UInt8]]) throws {
        let bytes = messages.flatMap { frame($0) }
        let expected = messages.map { _ in text("Hello") }
        #expect(try parse(bytes, with: parser()) == expected, "\(name)")
        #expect(try parse(bytes, with: parser(), inPiecesOf: 1) == expected, "\(name)")
    }

    @Test("Fragments are parts of one compressed message, and pings may stand between them")
    func fragments() throws {
        let bytes =
            frame(Array(Self.hello[..<3]), isFinal: false) + ClientFrame.frame(0x9, [1])
            + ClientFrame.frame(0x0, [], isFinal: false) + ClientFrame.frame(0x0, Array(Self.hello[3...]))
        #expect(try parse(bytes, with: parser()) == [.ping(ByteBuffer(bytes: [1])), text("Hello")])
    }

    @Test("Messages that are not compressed stay possible, and empty ones")
    func plain() throws {
        let bytes = ClientFrame.text("plain") + frame([0x00]) + frame([]) + frame(Self.hello, 0x2)
        #expect(
            try parse(bytes, with: parser())
                == [text("plain"), text(""), text(""), .message(ByteBuffer(string: "Hello"), .binary)])
    }

    @Test("The bit of compression belongs to the first frame of a message, where compression was agreed upon")
    func bit() throws {
        let begun = frame(Array(Self.hello[..<3]), isFinal: false)
        #expect(try parse(begun + frame(Array(Self.hello[3...]), 0x0), with: parser()) == [.violation(.protocolError)])
        #expect(try parse(frame([], 0x9), with: parser()) == [.violation(.protocolError)])
        #expect(try parse(frame([], 0x8), with: parser()) == [.violation(.protocolError)])
        let both = ClientFrame.frame(0x1, Self.hello, reserved: 0x60)
        #expect(try parse(both, with: parser()) == [.violation(.protocolError)])
        #expect(
            parse(frame(Self.hello), with: WebSocketFrameParser(maxMessageSize: 100)) == [.violation(.protocolError)])
    }

    @Test("Context is kept or not, as agreed")
    func context() throws {
        let referring: [UInt8] = [0xF2, 0x00, 0x11, 0x00, 0x00]
        let bytes = frame(Self.hello) + frame(referring)
        #expect(try parse(bytes, with: parser()) == [text("Hello"), text("Hello")])
        for parser in [
            try parser(keepsContext: false), try parser(offer: "; client_no_context_takeover"),
        ] {
            #expect(parse(bytes, with: parser) == [text("Hello"), .violation(.invalidData)])
        }
    }

    @Test("Any window works", arguments: 9...15, [false, true])
    func windows(bits: Int, keepsContext: Bool) throws {
        let deflater = try #require(Deflater(.raw(windowBits: bits)))
        let messages = (0..<20).map { number in
            (0..<2000).map { "\($0 % 97),\(number)" }.joined()
        }
        let bytes = messages.flatMap { message in
            if !keepsContext { deflater.reset() }
            return frame(deflate(Array(message.utf8), with: deflater))
        }
        let parser = try parser(keepsContext: keepsContext, offer: "; client_max_window_bits=\(bits)")
        #expect(parse(bytes, with: parser) == messages.map(text))
    }

    @Test(
        "What is not compressed data, or not all of it, is refused",
        arguments: [[0xFF, 0xFF], Array(hello.dropLast(3)), [0x07], hello + hello.prefix(4)] as [[UInt8]])
    func corrupt(bytes: [UInt8]) throws {
        #expect(try parse(frame(bytes), with: parser()) == [.violation(.invalidData)])
    }

    @Test("Text that is no UTF-8 is refused at its first wrong byte")
    func invalidText() throws {
        let deflater = try #require(Deflater(.raw(windowBits: 15)))
        let bytes = deflate([0x41, 0xFF] + [UInt8](repeating: 0x41, count: 5000), with: deflater)
        #expect(try parse(frame(bytes, isFinal: false), with: parser()) == [.violation(.invalidData)])
    }

    @Test("A message that inflates to more than the limit is cut off there", arguments: [nil, 1] as [Int?])
    func bomb(size: Int?) throws {
        let deflater = try #require(Deflater(.raw(windowBits: 15)))
        let limit = 100_000
        for (count, isAllowed) in [(limit, true), (limit + 1, false), (50_000_000, false)] {
            deflater.reset()
            let bytes = deflate([UInt8](repeating: 0x41, count: count), with: deflater)
            let events = try parse(frame(bytes), with: parser(limit: limit), inPiecesOf: size)
            if isAllowed {
                #expect(events == [.message(ByteBuffer(repeating: 0x41, count: count), .text)])
            } else {
                #expect(events == [.violation(.tooBig)])
            }
        }
    }

    @Test("No more than a block beyond the limit is ever inflated")
    func bounded() throws {
        let deflater = try #require(Deflater(.raw(windowBits: 15)))
        let bytes = deflate([UInt8](repeating: 0x41, count: 50_000_000), with: deflater)
        let inflater = try #require(Inflater(windowBits: 15))
        var message = ByteBuffer()
        #expect(throws: Inflater.Fault.tooLong) {
            try bytes.withUnsafeBytes { try inflater.append($0, to: &message, limit: 1000) }
        }
        #expect(message.readableBytes <= 1001)
        #expect(message.capacity <= 65_536)
    }

    @Test("Blocks that say nothing do not go on for ever")
    func emptyBlocks() throws {
        let nothing = [[UInt8]](repeating: [0x00, 0x00, 0x00, 0xFF, 0xFF], count: 1000).flatMap(\.self)
        #expect(try parse(frame(nothing + [0x00]), with: parser(limit: 100)) == [.violation(.tooBig)])
    }
}
