import NIOCore
import NIOEmbedded
import Testing

@testable import Presence

@Suite("A connection to Redis")
struct RedisConnectionTests {
    typealias Outcome = Result<[RedisValue], PresenceError>

    /// What was told to one sender.
    private final class Told {
        var outcomes: [Outcome] = []
    }

    private let loop = EmbeddedEventLoop()
    private let channel: EmbeddedChannel
    private let connection: RedisConnection
    private let pushed = Told()
    private let closed = Told()

    init() throws {
        let codec = try #require(RedisCodec())
        let (pushed, closed) = (pushed, closed)
        connection = RedisConnection(codec, timeout: .seconds(1)) { value in
            guard value.parts?.first?.text == "message" else { return false }
            pushed.outcomes.append(.success([value]))
            return true
        } whenClosed: { _ in
            closed.outcomes.append(.failure(.unavailable))
        }
        channel = EmbeddedChannel(handler: connection, loop: loop)
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "/redis"), promise: nil)
        loop.run()
    }

    private func send(_ commands: RedisCommand...) throws -> Told {
        let told = Told()
        connection.send(try RedisBatch(commands)) { told.outcomes.append($0) }
        return told
    }

    private func receive(_ text: String) throws {
        if channel.isActive { try channel.writeInbound(ByteBuffer(string: text)) }
    }

    @Test("commands go out together and in order, and each sender is told its own replies")
    func pipelining() throws {
        let one = try send(RedisCommand("GET", "a"))
        let two = try send(RedisCommand("GET", "b"), RedisCommand("GET", "c"))
        loop.run()
        var sent = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { sent += String(buffer: buffer) }
        #expect(sent == ["a", "b", "c"].map { "*2\r\n$3\r\nGET\r\n$1\r\n\($0)\r\n" }.joined())
        try receive("$1\r\n1\r\n:2\r")
        #expect(one.outcomes == [.success([.bytes([49])])] && two.outcomes.isEmpty)
        try receive("\n-ERR no\r\n")
        #expect(two.outcomes == [.success([.integer(2), .error("ERR no")])])
        #expect(closed.outcomes.isEmpty)
    }

    @Test("what is pushed is no reply")
    func pushes() throws {
        let told = try send(RedisCommand("PING"))
        try receive("*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\np\r\n+PONG\r\n")
        #expect(told.outcomes == [.success([.bytes(Array("PONG".utf8))])])
        #expect(pushed.outcomes.count == 1)
    }

    @Test("the first reply that is late ends the connection, and all that waits fails once")
    func timeout() throws {
        let one = try send(RedisCommand("GET", "a"))
        loop.advanceTime(by: .milliseconds(600))
        let two = try send(RedisCommand("GET", "b"))
        try receive(":1\r\n")
        loop.advanceTime(by: .milliseconds(999))
        #expect(one.outcomes == [.success([.integer(1)])] && two.outcomes.isEmpty)
        let three = try send(RedisCommand("GET", "c"))
        loop.advanceTime(by: .milliseconds(1))
        #expect(two.outcomes == [.failure(.unavailable)] && three.outcomes == [.failure(.unavailable)])
        #expect(closed.outcomes.count == 1 && !channel.isActive)
        #expect(try send(RedisCommand("GET", "d")).outcomes == [.failure(.unavailable)])
    }

    @Test(
        "what is not the protocol, a reply too many, and a server that is no primary end the connection",
        arguments: ["HTTP/1.1 400 Bad Request\r\n", ":1\r\n:2\r\n", "-READONLY You can't write\r\n"])
    func trouble(_ text: String) throws {
        let told = try send(RedisCommand("GET", "a"))
        try receive(text)
        loop.run()
        #expect(told.outcomes.count == 1)
        #expect(closed.outcomes.count == 1 && !channel.isActive)
    }
}
