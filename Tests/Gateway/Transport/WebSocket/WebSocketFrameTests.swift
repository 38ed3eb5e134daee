import NIOCore
import Testing

@testable import Gateway

@Suite struct WebSocketFrameTests {
    private func bytes(_ buffer: ByteBuffer) -> [UInt8] { Array(buffer.readableBytesView) }

    @Test(
        "The shortest length form is used",
        arguments: [
            (0, [0x81, 0]), (1, [0x81, 1]), (125, [0x81, 125]), (126, [0x81, 126, 0, 126]),
            (65_535, [0x81, 126, 0xFF, 0xFF]), (65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
        ] as [(Int, [UInt8])])
    func lengths(count: Int, header: [UInt8]) {
        let payload = [UInt8](repeating: 0x78, count: count)
        #expect(bytes(WebSocketFrame.text(payload)) == header + payload)
    }

    @Test("Control frames")
    func control() {
        #expect(bytes(WebSocketFrame.ping) == [0x89, 0])
        #expect(bytes(WebSocketFrame.pong(ByteBuffer(bytes: [1, 2]))) == [0x8A, 2, 1, 2])
        #expect(bytes(WebSocketFrame.close(nil)) == [0x88, 0])
        #expect(bytes(WebSocketFrame.close(.serviceRestart)) == [0x88, 2, 0x03, 0xF4])
        #expect(bytes(WebSocketFrame.close(.normal, reason: "bye")) == [0x88, 5, 0x03, 0xE8, 0x62, 0x79, 0x65])
    }

    @Test("A reason that is too long is cut between code points")
    func longReason() {
        let frame = bytes(WebSocketFrame.close(.normal, reason: String(repeating: "é", count: 100)))
        #expect(frame.count == 2 + 2 + 122)
        #expect(String(validating: frame[4...], as: UTF8.self) == String(repeating: "é", count: 61))
    }

    @Test("Masking twice gives the payload back, from any place in it", arguments: 0...20)
    func mask(offset: Int) {
        let key: UInt32 = 0x7856_3412
        for count in 0...40 {
            let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
            let expected = payload.enumerated().map { $1 ^ ClientFrame.mask[(offset + $0) % 4] }
            var masked = [UInt8](repeating: 0, count: count)
            let isASCII = payload.withUnsafeBytes { source in
                masked.withUnsafeMutableBytes { WebSocketMask(key, startingAt: offset).apply(source, into: $0) }
            }
            #expect(masked == expected)
            #expect(isASCII == expected.allSatisfy { $0 < 0x80 })
        }
    }
}
