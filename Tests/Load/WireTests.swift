import NIOCore
import Testing

@testable import Load

@Suite struct WireTests {
    /// A frame as a server sends it.
    private static func frame(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true) -> [UInt8] {
        let head: [UInt8]
        switch payload.count {
        case ..<126: head = [UInt8(payload.count)]
        case ..<65_536: head = [126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default: head = [127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        return [(isFinal ? 0x80 : 0) | opcode] + head + payload
    }

    private static func find(_ bytes: [UInt8], at start: Int = 0) -> ServerFrame.Outcome {
        bytes.withUnsafeBytes { ServerFrame.find(in: $0, at: start) }
    }

    @Test("A frame is found when its last byte is there", arguments: [0, 1, 125, 126, 300, 65_535, 65_536, 70_000])
    func frames(_ size: Int) {
        let payload = [UInt8](repeating: 0x61, count: size)
        let bytes = [0xFF, 0xFF] + Self.frame(1, payload) + [0x81]
        guard case .frame(let frame) = Self.find(bytes, at: 2) else {
            Issue.record("no frame")
            return
        }
        #expect(frame.isFinal)
        #expect(frame.opcode == ServerFrame.text)
        #expect(frame.payload.count == size)
        #expect(frame.payload.upperBound == bytes.count - 1)
        for length in [2, 3, 4, 5, 11, 12, bytes.count / 2, bytes.count - 2] where length < bytes.count - 1 {
            #expect(Self.find(Array(bytes.prefix(length)), at: 2) == .incomplete)
        }
    }

    @Test(
        "What no server may send is no frame",
        arguments: [[0x81, 0x80], [0xC1, 0], [0x83, 0], [0x8B, 0], [0x81, 127, 0xFF, 0, 0, 0, 0, 0, 0, 0]] as [[UInt8]])
    func invalidFrames(_ bytes: [UInt8]) {
        #expect(Self.find(bytes) == .invalid)
    }

    @Test("A client's frame has a mask, and its length in the shortest form", arguments: [5, 125, 126, 65_535, 65_536])
    func clientFrames(_ size: Int) {
        var buffer = ByteBuffer()
        ClientFrame.write(ServerFrame.text, [UInt8](repeating: 0x61, count: size), to: &buffer)
        let bytes = Array(buffer.readableBytesView)
        let width = size < 126 ? 0 : size < 65_536 ? 2 : 8
        #expect(bytes.count == 2 + width + 4 + size)
        #expect(bytes[0] == 0x81)
        #expect(bytes[1] == 0x80 | (width == 0 ? UInt8(size) : width == 2 ? 126 : 127))
        #expect(bytes[(2 + width)..<(6 + width)].allSatisfy { $0 == 0 })
    }

    @Test("The answer to the upgrade is read when it is whole, and says what went wrong otherwise")
    func handshake() {
        let answer = Array("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n".utf8)
        for length in 0..<answer.count {
            #expect(answer.prefix(length).withUnsafeBytes { Handshake.read($0) } == .incomplete)
        }
        #expect((answer + [0x81]).withUnsafeBytes { Handshake.read($0) } == .upgraded(end: answer.count))
        let refusal = Array("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".utf8)
        #expect(refusal.withUnsafeBytes { Handshake.read($0) } == .refused(status: 403))
        #expect(Array("SSH-2.0-x\r\n\r\n".utf8).withUnsafeBytes { Handshake.read($0) } == .refused(status: 0))
        let flood = [UInt8](repeating: 0x61, count: Handshake.longestAnswer + 1)
        #expect(flood.withUnsafeBytes { Handshake.read($0) } == .refused(status: 0))
    }

    @Test("A publish says when it was due, twice, and stays as long as it is")
    func publish() {
        let template = PublishTemplate(topic: "grpAbc", run: 0xCAFE, size: 200, noEcho: true)
        var buffer = ByteBuffer()
        template.write(due: 0x1234_5678_9ABC, serial: 7, to: &buffer)
        template.write(due: .max, serial: 0xFFFF, to: &buffer)
        let bytes = Array(buffer.readableBytesView)
        let text = Array(bytes[8..<bytes.count / 2])
        let wanted =
            #"{"pub":{"id":"p0000123456789abc0007","topic":"grpAbc","noecho":true,"#
            + #""content":"load:0000cafe:0000123456789abc:"#
        #expect(String(decoding: text, as: UTF8.self).hasPrefix(wanted))
        text.withUnsafeBytes { bytes in
            let text = ServerText(bytes: bytes)
            var (due, stamp): (UInt64?, (run: UInt64, due: UInt64)?)
            _ = text.eachMember(at: 7) { key, value in
                if text.holds(key, "id"), let id = text.inside(value) { due = Stamp.due(text, id: id) }
                if text.holds(key, "content") {
                    stamp = Stamp.read(text, value)
                    #expect(text.inside(value)?.count == 200)
                }
                return true
            }
            #expect(due == 0x1234_5678_9ABC)
            #expect(stamp?.run == 0xCAFE)
            #expect(stamp?.due == 0x1234_5678_9ABC)
        }
    }

    @Test("What is no message of a run has no stamp", arguments: [#""load:""#, "{}", #""hello""#, "1", #""load:x""#])
    func noStamp(_ content: String) {
        let bytes = Array(content.utf8)
        bytes.withUnsafeBytes { #expect(Stamp.read(ServerText(bytes: $0), 0..<$0.count) == nil) }
    }
}
