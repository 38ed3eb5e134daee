import NIOCore
import Testing

@testable import RPC

@Suite struct MessageDeframerTests {
    private static let messages: [[UInt8]] = [[1, 2, 3], [], Array(repeating: 9, count: 300), [0]]

    private var body: [UInt8] {
        var buffer = ByteBuffer()
        for message in Self.messages { MessageFraming.write(message, to: &buffer) }
        return Array(buffer.readableBytesView)
    }

    @Test("A message has five bytes before it")
    func golden() {
        var buffer = ByteBuffer()
        MessageFraming.write([7, 8], to: &buffer)
        #expect(Array(buffer.readableBytesView) == [0, 0, 0, 0, 2, 7, 8])
    }

    @Test("Messages are found wherever the bytes are cut", arguments: [1, 2, 3, 5, 7, 64, 1000])
    func cuts(size: Int) throws {
        var deframer = MessageDeframer(maxMessageSize: 300)
        var found: [[UInt8]] = []
        let body = body
        for start in stride(from: 0, to: body.count, by: size) {
            var piece = ByteBuffer(bytes: body[start..<min(start + size, body.count)])
            while let message = try deframer.next(&piece) { found.append(message) }
            #expect(piece.readableBytes == 0)
        }
        #expect(found == Self.messages)
        #expect(!deframer.isMidway)
    }

    @Test("A body that is cut within a message is known to be")
    func truncation() throws {
        for end in 1..<8 {
            var deframer = MessageDeframer(maxMessageSize: 300)
            var piece = ByteBuffer(bytes: body.prefix(end))
            _ = try deframer.next(&piece)
            #expect(deframer.isMidway == (end < 8))
        }
    }

    @Test(
        "What cannot be a message is refused before it is collected",
        arguments: [
            ([1, 0, 0, 0, 1], .unimplemented), ([2, 0, 0, 0, 1], .internal), ([0, 0, 0, 1, 45], .resourceExhausted),
            ([0, 255, 255, 255, 255], .resourceExhausted),
        ] as [([UInt8], StatusCode)])
    func refusals(prefix: [UInt8], code: StatusCode) {
        var deframer = MessageDeframer(maxMessageSize: 300)
        var bytes = ByteBuffer(bytes: prefix)
        let failure = #expect(throws: RPCStatus.self) { try deframer.next(&bytes) }
        #expect(failure?.code == code)
    }
}
