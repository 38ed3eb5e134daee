import NIOCore

/// One connection on its way, with its two sides; belongs to the way's loop.
///
/// A side is read no faster than the other takes what comes.
final class WayPassage {
    enum Side {
        case client, server

        var other: Side { self == .client ? .server : .client }
    }

    private let traffic: WayTraffic
    private var channels: [Side: any Channel] = [:]
    private var held: [(from: Side, bytes: ByteBuffer)] = []
    /// Whether the answer to an insertion is what comes next, and is not to be passed on.
    private var awaitsCommitted = false
    private(set) var isHushed = false
    /// Whether nothing is read from the server.
    var isStalled = false

    init(_ traffic: WayTraffic) {
        self.traffic = traffic
    }

    /// Takes the channel of one side in.
    func take(_ channel: any Channel, as side: Side) throws {
        channels[side] = channel
        traffic.passages[ObjectIdentifier(self)] = self
        try channel.pipeline.syncOperations.addHandler(WayEnd(self, side))
    }

    /// Begins to read, now that both sides are there.
    func begin() {
        read(.client)
        read(.server)
    }

    func read(_ side: Side) {
        guard !isHushed, !(isStalled && side == .server), channels[side.other]?.isWritable == true else { return }
        channels[side]?.read()
    }

    func arrived(_ bytes: ByteBuffer, from side: Side) {
        guard !isHushed else { return held.append((side, bytes)) }
        if awaitsCommitted, side == .server { return hold(bytes, from: side) }
        if side == .client, let trap = traffic.trap, MongoCommands.storesMessages(bytes) {
            switch trap.moment {
            case .beforeCommit: return hold(bytes, from: side)
            case .committed: awaitsCommitted = true
            }
        }
        pass(bytes, from: side)
    }

    private func hold(_ bytes: ByteBuffer, from side: Side) {
        awaitsCommitted = false
        guard let trap = traffic.trap else { return pass(bytes, from: side) }
        traffic.trap = nil
        isHushed = true
        held.append((side, bytes))
        trap.whenHeld()
    }

    private func pass(_ bytes: ByteBuffer, from side: Side) {
        channels[side.other]?.writeAndFlush(bytes, promise: nil)
    }

    func hush() { isHushed = true }

    /// Goes on as if nothing had been.
    func goOn() {
        isHushed = false
        isStalled = false
        for part in held { pass(part.bytes, from: part.from) }
        held = []
        begin()
        // What was closed meanwhile is closed now.
        for side in [Side.client, .server] where channels[side]?.isActive != true { closed(side) }
    }

    func closed(_ side: Side) {
        guard !isHushed else { return }
        end()
    }

    /// Closes both sides.
    func end() {
        traffic.passages[ObjectIdentifier(self)] = nil
        for channel in channels.values { channel.close(promise: nil) }
        channels = [:]
    }
}

/// One side's channel.
private final class WayEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let passage: WayPassage
    private let side: WayPassage.Side

    init(_ passage: WayPassage, _ side: WayPassage.Side) {
        self.passage = passage
        self.side = side
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        passage.arrived(unwrapInboundIn(data), from: side)
    }

    func channelReadComplete(context: ChannelHandlerContext) { passage.read(side) }

    func channelWritabilityChanged(context: ChannelHandlerContext) { passage.read(side.other) }

    func channelInactive(context: ChannelHandlerContext) { passage.closed(side) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
