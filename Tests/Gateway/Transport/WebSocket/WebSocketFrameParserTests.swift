import NIOCore
import TestKit
import Testing

@testable import Gateway

@Suite struct WebSocketFrameParserTests {
    typealias Event = WebSocketFrameParser.Event

    private func text(_ text: String) -> Event { .message(ByteBuffer(string: text), .text) }

    /// Everything that a parser makes of some bytes that arrive at once.
    private func parse(_ bytes: [UInt8], limit: Int = 1000) -> [Event] {
        var parser = WebSocketFrameParser(maxMessageSize: limit)
        var buffer = ByteBuffer(bytes: bytes)
        var events: [Event] = []
        while let event = parser.next(&buffer) { events.append(event) }
        #expect(buffer.readableBytes == 0)
        return events
    }

    /// The same for bytes that arrive in pieces.
    private func parse(_ bytes: [UInt8], inPiecesOf size: Int, limit: Int = 1000) -> [Event] {
        var parser = WebSocketFrameParser(maxMessageSize: limit)
        var events: [Event] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            var piece = ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)])
            while let event = parser.next(&piece) { events.append(event) }
        }
        return events
    }

    private static let conversation =
        ClientFrame.text("hello") + ClientFrame.frame(0x9, [1, 2, 3]) + ClientFrame.text("", isFinal: true)
        + ClientFrame.text("one ", isFinal: false) + ClientFrame.frame(0xA, [])
        + ClientFrame.continuation("two", isFinal: false)
        + ClientFrame.frame(0x9, []) + ClientFrame.continuation("é", isFinal: true)
        + ClientFrame.frame(0x2, [0xFF, 0xFE]) + ClientFrame.text(String(repeating: "x", count: 300))
        + ClientFrame.close(1000, reason: "bye")

    private var conversationEvents: [Event] {
        [
            text("hello"), .ping(ByteBuffer(bytes: [1, 2, 3])), text(""), .pong, .ping(ByteBuffer()), text("one twoé"),
            .message(ByteBuffer(bytes: [0xFF, 0xFE]), .binary), text(String(repeating: "x", count: 300)),
            .close(.normal),
        ]
    }

    @Test("Messages, fragments and what stands between them come out whole")
    func whole() {
        #expect(parse(Self.conversation) == conversationEvents)
    }

    @Test("In whatever pieces the bytes arrive", arguments: 1...40)
    func pieces(size: Int) {
        #expect(parse(Self.conversation, inPiecesOf: size) == conversationEvents)
    }

    @Test("Every length form is read", arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
    func lengths(count: Int) {
        let message = String(repeating: "y", count: count)
        #expect(parse(ClientFrame.text(message), limit: 100_000) == [text(message)])
        #expect(parse(ClientFrame.text(message), inPiecesOf: 1000, limit: 100_000) == [text(message)])
    }

    @Test("A code point may be cut by a fragment")
    func cutCodePoint() {
        let bytes = Array("é😀".utf8)
        for cut in 0...bytes.count {
            let frames =
                ClientFrame.frame(0x1, Array(bytes[..<cut]), isFinal: false)
                + ClientFrame.frame(0x0, Array(bytes[cut...]))
            #expect(parse(frames) == [text("é😀")])
        }
    }

    @Test(
        "Text that is not UTF-8 is a violation, binary is not looked at",
        arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0x41, 0xC3, 0x28]] as [[UInt8]])
    func invalidText(bytes: [UInt8]) {
        #expect(parse(ClientFrame.frame(0x1, bytes)) == [.violation(.invalidData)])
        #expect(parse(ClientFrame.frame(0x2, bytes)) == [.message(ByteBuffer(bytes: bytes), .binary)])
    }

    @Test(
        "A frame that breaks the rules is a violation",
        arguments: [
            ("not masked", ClientFrame.frame(0x1, [0x41], isMasked: false)),
            ("RSV1", ClientFrame.frame(0x1, [0x41], reserved: 0x40)),
            ("RSV2", ClientFrame.frame(0x1, [0x41], reserved: 0x20)),
            ("RSV3", ClientFrame.frame(0x9, [], reserved: 0x10)),
            ("reserved data opcode", ClientFrame.frame(0x3, [])),
            ("reserved control opcode", ClientFrame.frame(0xB, [])),
            ("fragmented ping", ClientFrame.frame(0x9, [], isFinal: false)),
            ("fragmented close", ClientFrame.frame(0x8, [], isFinal: false)),
            ("long ping", ClientFrame.frame(0x9, Array(repeating: 0, count: 126))),
            ("continuation of nothing", ClientFrame.continuation("x")),
            ("message inside a message", ClientFrame.text("a", isFinal: false) + ClientFrame.text("b")),
            ("continuation after the end", ClientFrame.text("a") + ClientFrame.continuation("b")),
            ("16-bit length for 125", [0x81, 0xFE, 0x00, 0x7D, 0, 0, 0, 0]),
            ("64-bit length for 65535", [0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0]),
            ("64-bit length with the top bit", [0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            ("close with half a code", ClientFrame.frame(0x8, [0x03])),
        ] as [(String, [UInt8])])
    func violations(name: String, bytes: [UInt8]) {
        #expect(parse(bytes).last == .violation(.protocolError), "\(name)")
        #expect(parse(bytes, inPiecesOf: 1).last == .violation(.protocolError), "\(name)")
    }

    @Test("A frame is refused at its second byte, before anything of it is kept")
    func early() {
        #expect(parse([0xC1, 0x80]) == [.violation(.protocolError)])
        #expect(parse([0x81, 0x05]) == [.violation(.protocolError)])
        #expect(parse([0x89, 0xFE]) == [.violation(.protocolError)])
    }

    @Test(
        "A close may bring some codes and not others",
        arguments: [
            (1000, true), (1001, true), (1002, true), (1003, true), (1007, true), (1011, true), (1014, true),
            (3000, true), (4999, true), (0, false), (999, false), (1004, false), (1005, false), (1006, false),
            (1015, false), (1016, false), (2999, false), (5000, false), (65_535, false),
        ] as [(UInt16, Bool)])
    func closeCodes(code: UInt16, isAllowed: Bool) {
        let expected: Event = isAllowed ? .close(WebSocketCloseCode(rawValue: code)) : .violation(.protocolError)
        #expect(parse(ClientFrame.close(code)) == [expected])
    }

    @Test("A close may say nothing; its reason must be UTF-8")
    func closeReasons() {
        #expect(parse(ClientFrame.close(nil)) == [.close(nil)])
        #expect(parse(ClientFrame.close(1000, reason: "é")) == [.close(.normal)])
        #expect(parse(ClientFrame.frame(0x8, [0x03, 0xE8, 0xFF])) == [.violation(.invalidData)])
    }

    @Test("A message longer than the limit is a violation, in one frame or in many")
    func tooBig() {
        #expect(parse(ClientFrame.text(String(repeating: "x", count: 10)), limit: 10).count == 1)
        #expect(parse(ClientFrame.text(String(repeating: "x", count: 11)), limit: 10) == [.violation(.tooBig)])
        let fragments = ClientFrame.text("12345", isFinal: false) + ClientFrame.continuation("67890", isFinal: false)
        #expect(parse(fragments + ClientFrame.continuation(""), limit: 10) == [text("1234567890")])
        #expect(parse(fragments + ClientFrame.continuation("x"), limit: 10) == [.violation(.tooBig)])
        #expect(parse([0x81, 0xFF, 0x7F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], limit: 10) == [.violation(.tooBig)])
    }

    @Test("Control frames do not count towards a message")
    func controlFramesDoNotCount() {
        let frames =
            ClientFrame.text("12345", isFinal: false) + ClientFrame.frame(0x9, Array(repeating: 7, count: 125))
            + ClientFrame.continuation("67890")
        #expect(parse(frames, limit: 10).last == text("1234567890"))
    }

    @Test("After a close or a violation nothing else is looked at")
    func finished() {
        #expect(parse(ClientFrame.close(1000) + ClientFrame.text("late")) == [.close(.normal)])
        #expect(parse([0x83, 0x80] + ClientFrame.text("late")) == [.violation(.protocolError)])
    }

    @Test("Whatever comes, in whatever pieces, is judged alike and nothing breaks", arguments: SplitMix64.seeds)
    func fuzz(seed: UInt64) {
        var random = SplitMix64(seed)
        for _ in 0..<2000 {
            var bytes = Self.conversation
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                default: bytes.remove(at: place)
                }
            }
            let events = parse(bytes)
            #expect(parse(bytes, inPiecesOf: Int.random(in: 1...20, using: &random)) == events)
            for case .message(let message, _) in events { #expect(message.readableBytes <= 1000) }
        }
    }

    @Test("Noise too", arguments: SplitMix64.seeds)
    func noise(seed: UInt64) {
        var random = SplitMix64(seed)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            #expect(parse(bytes) == parse(bytes, inPiecesOf: 1))
        }
    }
}
