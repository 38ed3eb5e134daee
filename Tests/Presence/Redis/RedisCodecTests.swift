import Testing

@testable import Presence

@Suite("The protocol of Redis")
struct RedisCodecTests {
    private let wire = Array("*4\r\n:7\r\n$5\r\na\r\n\0b\r\n$-1\r\n+OK\r\n-NOSCRIPT gone\r\n".utf8)
    private let replies: [RedisValue] = [
        .array([.integer(7), .bytes(Array("a\r\n\0b".utf8)), .null, .bytes(Array("OK".utf8))]),
        .error("NOSCRIPT gone"),
    ]

    @Test("replies are the same, however they drip in", arguments: [1, 2, 3, 7, 1_000])
    func drips(_ size: Int) throws {
        let codec = try #require(RedisCodec())
        var received: [RedisValue] = []
        for start in stride(from: 0, to: wire.count, by: size) {
            try codec.feed(Array(wire[start..<min(start + size, wire.count)]).span.bytes)
            while let reply = try codec.next() { received.append(reply) }
        }
        #expect(received == replies)
    }

    @Test("what is not the protocol is refused")
    func malformed() throws {
        let codec = try #require(RedisCodec())
        try codec.feed(Array("HTTP/1.1 200 OK\r\n".utf8).span.bytes)
        #expect(throws: RedisCodec.Malformed.self) { try codec.next() }
    }

    @Test("a command carries any bytes, and none")
    func command() {
        let command = RedisCodec.command([Array("SET".utf8), [], [0, 13, 10]])
        #expect(command == Array("*3\r\n$3\r\nSET\r\n$0\r\n\r\n$3\r\n\0\r\n\r\n".utf8))
    }
}
