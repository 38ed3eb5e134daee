import Foundation
import JSON
import NIOCore
import NIOPosix

/// What a server does wrong, to the session that attached second.
enum ServerFault: Sendable, Equatable {
    case none
    /// Withholds the message with this number.
    case drops(Int64)
    /// Withholds everything from this number on.
    case dropsFrom(Int64)
    /// Sends the message with this number twice.
    case duplicates(Int64)
    /// Sends the message with this number after the next one.
    case delays(Int64)
    /// Never answers the message with this number.
    case forgets(Int64)
    /// Answers every other message with this code.
    case refuses(Int)
    /// Closes the connection at the message with this number.
    case closes(Int64)
    /// Sends what is not JSON in place of the message with this number.
    case babbles(Int64)
    /// Answers no login.
    case bars(Int)
    /// Says nothing at all, not even to the upgrade.
    case isSilent
    /// Answers the upgrade with this status.
    case doesNotUpgrade(Int)
}

/// A server with one group and one thing wrong with it, on a free port of the loopback interface.
struct FaultyServer {
    let port: Int
    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel

    /// Where it listens.
    var url: String { "ws://127.0.0.1:\(port)" }

    private init(fault: ServerFault) async throws {
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let room = try await loop.submit { NIOLoopBound(Room(fault), eventLoop: loop) }.get()
        channel = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Guest(room.value))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    /// Runs a server while the closure does.
    static func serving<Result: Sendable>(
        _ fault: ServerFault, _ body: (FaultyServer) async throws -> Result
    ) async throws -> Result {
        let server = try await FaultyServer(fault: fault)
        do {
            let result = try await body(server)
            try await server.group.shutdownGracefully()
            return result
        } catch {
            try? await server.group.shutdownGracefully()
            throw error
        }
    }
}

/// The one group.
private final class Room {
    let fault: ServerFault
    var attached: [Guest] = []
    var users = 0
    var head: Int64 = 0
    /// What the second session gets after the next message.
    var held: String?

    init(_ fault: ServerFault) {
        self.fault = fault
    }

    /// Numbers a message and sends it to everybody; false when nobody is to hear that it was taken.
    func publish(_ content: String) -> Int64 {
        head += 1
        let text = #"{"data":{"topic":"grpOne","from":"usrA","seq":\#(head),"content":\#(content)}}"#
        for (place, guest) in attached.enumerated() {
            guard place == 1 else {
                guest.send(text)
                continue
            }
            sendBadly(text, to: guest)
        }
        return head
    }

    private func sendBadly(_ text: String, to guest: Guest) {
        switch fault {
        case .drops(head): return
        case .dropsFrom(let number) where head >= number: return
        case .duplicates(head): guest.send(text)
        case .babbles(head): return guest.send("nonsense")
        case .closes(head): return guest.leave(1011)
        case .delays(head):
            held = text
            return
        default: break
        }
        guest.send(text)
        if let late = held {
            held = nil
            guest.send(late)
        }
    }
}

/// One connection.
private final class Guest: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let room: Room
    private var context: ChannelHandlerContext?
    private var isUpgraded = false
    private var bytes: [UInt8] = []

    init(_ room: Room) {
        self.room = room
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        room.attached.removeAll { $0 === self }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard room.fault != .isSilent else { return }
        bytes += unwrapInboundIn(data).readableBytesView
        if !isUpgraded { upgrade() }
        while isUpgraded, let payload = nextFrame() { take(payload) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// Sends a text.
    func send(_ text: String) {
        write(0x81, Array(text.utf8))
    }

    /// Says goodbye.
    func leave(_ code: Int) {
        write(0x88, [UInt8(code >> 8), UInt8(code & 0xFF)])
        context?.close(promise: nil)
    }

    private func write(_ head: UInt8, _ payload: [UInt8]) {
        var frame = [head]
        if payload.count < 126 {
            frame.append(UInt8(payload.count))
        } else {
            frame += [126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        }
        context?.writeAndFlush(NIOAny(ByteBuffer(bytes: frame + payload)), promise: nil)
    }

    private func upgrade() {
        guard bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) else { return }
        bytes = []
        if case .doesNotUpgrade(let status) = room.fault {
            context?.writeAndFlush(
                NIOAny(ByteBuffer(string: "HTTP/1.1 \(status) No\r\nContent-Length: 0\r\n\r\n")), promise: nil)
            return
        }
        isUpgraded = true
        context?.writeAndFlush(NIOAny(ByteBuffer(string: "HTTP/1.1 101 Switching Protocols\r\n\r\n")), promise: nil)
    }

    /// The next frame's payload: a client's, short enough for these tests, and masked with zeros.
    private func nextFrame() -> [UInt8]? {
        guard bytes.count >= 6 else { return nil }
        let isLong = bytes[1] & 0x7F == 126
        let head = isLong ? 8 : 6
        let length = isLong ? Int(bytes[2]) << 8 | Int(bytes[3]) : Int(bytes[1] & 0x7F)
        guard bytes.count >= head + length else { return nil }
        defer { bytes.removeFirst(head + length) }
        return Array(bytes[head..<head + length])
    }

    private func take(_ payload: [UInt8]) {
        guard let message = RawJSON(trusting: payload).object else { return }
        for kind in ["hi", "acc", "login", "sub", "pub", "del", "leave"] {
            guard let request = message[kind]?.object else { continue }
            answer(kind, request, id: request["id"]?.string ?? "")
        }
    }

    private func answer(_ kind: String, _ request: JSONObjectView, id: String) {
        switch kind {
        case "acc", "login":
            if case .bars(let code) = room.fault { return control(id, code, "{}") }
            room.users += 1
            control(id, 200, #"{"user":"usr\#(room.users)","token":"t\#(room.users)"}"#)
        case "sub":
            // Whoever makes the group leaves at once; the others stay.
            if request["topic"]?.string == "grpOne" { room.attached.append(self) }
            control(id, 200, "{}")
        case "pub":
            if case .refuses(let code) = room.fault, room.head.isMultiple(of: 2) {
                room.head += 1
                return control(id, code, "{}")
            }
            let number = room.publish(String(decoding: request["content"]?.bytes ?? [], as: UTF8.self))
            if room.fault != .forgets(number) { control(id, 202, #"{"seq":\#(number)}"#) }
        default: control(id, 200, "{}")
        }
    }

    private func control(_ id: String, _ code: Int, _ parameters: String) {
        send(
            #"{"ctrl":{"id":"\#(id)","topic":"grpOne","params":\#(parameters),"code":\#(code),"text":"x","ts":"x"}}"#)
    }
}
