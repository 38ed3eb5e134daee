import Foundation
import NIOCore
import NIOEmbedded
import Testing

@testable import Telemetry

/// Stands for the socket, and counts how often it is asked to accept.
private final class Witness: ChannelOutboundHandler {
    typealias OutboundIn = Never

    var reads = 0

    func read(context: ChannelHandlerContext) { reads += 1 }
}

/// Whether the machine has files to spare.
private final class Files {
    var areShort = false
}

@Suite struct AcceptBackoffHandlerTests {
    private let lines = RecordedLines()
    private let socket = Witness()
    private let channel = EmbeddedChannel()
    private let files = Files()

    init() throws {
        let handler = AcceptBackoffHandler(
            pause: .seconds(1), logger: Log.logger("test", to: lines.sink), filesAreShort: { [files] in files.areShort }
        )
        try channel.pipeline.syncOperations.addHandlers([socket, handler])
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    /// Lets an error come from the socket, past the witness that stands for it.
    private func fail(_ code: CInt) throws {
        let context = try channel.pipeline.syncOperations.context(handler: socket)
        context.fireErrorCaught(IOError(errnoCode: code, reason: "accept"))
    }

    @Test("Too many open files: one line, a rest, and accepting goes on", arguments: [EMFILE, ENFILE, ENOBUFS])
    func rests(code: CInt) throws {
        for _ in 0..<3 { try fail(code) }
        #expect(lines.all.count == 1)
        channel.read()
        #expect(socket.reads == 0, "the socket is not asked while it rests")
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        channel.read()
        #expect(socket.reads == 1)
        try fail(code)
        #expect(lines.all.count == 2)
        #expect(throws: Never.self) { try channel.throwIfErrorCaught() }
    }

    @Test(
        "Before files run out nobody is asked in: a line for each rest, and accepting goes on when there are some again"
    )
    func short() throws {
        files.areShort = true
        channel.read()
        #expect(socket.reads == 0)
        #expect(lines.all.count == 1)
        for rest in 2...3 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            channel.read()
            #expect(lines.all.count == rest)
        }
        #expect(socket.reads == 0)
        files.areShort = false
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        channel.read()
        #expect(socket.reads == 1)
        #expect(lines.all.count == 3)
    }

    @Test("Other errors are for the next handler")
    func others() throws {
        try fail(EBADF)
        #expect(lines.all.isEmpty)
        #expect(throws: IOError.self) { try channel.throwIfErrorCaught() }
    }

    @Test("A listener that is closed while it rests stays closed")
    func closed() throws {
        try fail(EMFILE)
        #expect(throws: Never.self) { try channel.finish() }
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(socket.reads == 0)
    }
}
