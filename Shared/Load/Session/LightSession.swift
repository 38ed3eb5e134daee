import NIOCore
import NIOPosix

/// One session with a server, as cheap as can be: it lives on its event loop, and nothing waits for it.
///
/// Its connection can be lost and made again; what it has seen of its topics stays.
final class LightSession: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Where its connection is.
    enum Stage: Equatable {
        case closed, connecting, handshaking, open
    }

    /// What answered a request.
    struct Answer {
        /// The code of the protocol; 0 when the connection was lost before.
        let code: Int
        /// The whole text.
        let text: [UInt8]

        /// Whether the server did what was asked.
        var isDone: Bool { (200..<400).contains(code) && code != 300 }
    }

    /// The loop's crew, which outlives its sessions.
    unowned let crew: Crew
    /// Its number among the sessions of the process.
    let number: Int
    /// Its place in the crew.
    var place = 0
    /// Who it is, as soon as it is somebody.
    var user: LoadUser?
    /// What it is attached to.
    var topics: [AttachedTopic] = []
    /// Messages without an answer.
    var unanswered = 0
    /// The numbers of its own messages that were answered and have not come back yet.
    var unheard: [Int64] = []
    /// Whether it is where the scenario wants it; what it misses otherwise is not the server's fault.
    var isPresent = false
    /// Whether its connection is logged in.
    var isIn = false
    private(set) var stage = Stage.closed
    /// Whether the end of its connection is settled: this side wants it, or it has been counted already.
    private var isLeaving = false
    private var whenOpen: ((Bool) -> Void)?
    private var impatience: Scheduled<Void>?
    private var context: ChannelHandlerContext?
    private var outbox = ByteBuffer()
    /// The beginning of a frame whose rest has not arrived.
    private var rest = ByteBuffer()
    /// The beginning of a message of several frames.
    private var fragments: [UInt8] = []
    private var waiting: [Int: (Answer) -> Void] = [:]
    private var lastRequest = 0
    private var serial: UInt64 = 0

    /// Creates a session without a connection.
    init(number: Int, crew: Crew) {
        self.number = number
        self.crew = crew
    }

    // MARK: Connecting

    /// How long a connection may take, and then the change of the protocol.
    private static let patience = TimeAmount.seconds(15)

    /// Connects; the closure hears whether it worked, and the crew's meter why not.
    func open(_ done: @escaping (Bool) -> Void) {
        guard stage == .closed else { return done(stage == .open) }
        stage = .connecting
        isLeaving = false
        whenOpen = done
        let session = NIOLoopBound(self, eventLoop: crew.loop)
        do {
            var bootstrap = ClientBootstrap(group: crew.loop)
                .connectTimeout(Self.patience)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(session.value)
                    }
                }
            if let source = try crew.nextSource() { bootstrap = bootstrap.bind(to: source) }
            bootstrap.connect(to: crew.address).assumeIsolated().whenFailure { [self] error in
                fail("connect: \(ConnectFailure.reason(for: error))")
            }
        } catch {
            fail("connect: \(ConnectFailure.reason(for: error))")
        }
    }

    /// Closes the connection; the server is told, unless it is to look like a cut cable.
    func close(abruptly: Bool = false) {
        isLeaving = true
        guard let context else { return }
        if stage == .open, !abruptly {
            ClientFrame.write(ServerFrame.close, [0x03, 0xE8], to: &outbox)
            flush()
        }
        context.close(promise: nil)
    }

    private func fail(_ reason: String) {
        guard stage != .closed else { return }
        crew.meter.refuse(reason)
        isLeaving = true
        if let context { return context.close(promise: nil) }
        finish()
    }

    private func finish() {
        let wasOpen = stage == .open
        stage = .closed
        isIn = false
        impatience?.cancel()
        impatience = nil
        context = nil
        outbox = ByteBuffer()
        rest = ByteBuffer()
        fragments = []
        crew.meter.count(.interrupted, unanswered)
        unanswered = 0
        if wasOpen, !isLeaving { crew.meter.count(.disconnected) }
        if wasOpen, isPresent {
            isPresent = false
            crew.whenGone?(self)
        }
        let abandoned = waiting
        waiting = [:]
        for (_, answer) in abandoned { answer(Answer(code: 0, text: [])) }
        whenOpen.take()?(false)
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        stage = .handshaking
        outbox.clear()
        outbox.writeBytes(crew.handshake)
        flush()
        impatience = crew.loop.assumeIsolated().scheduleTask(in: Self.patience) { [weak self] in
            guard let self, self.stage == .handshaking else { return }
            self.fail("upgrade: no answer")
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if !isLeaving { crew.meter.refuse(stage == .open ? "closed without a word" : "upgrade: closed") }
        finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !isLeaving {
            crew.meter.refuse("connection: \(ConnectFailure.reason(for: error))")
            if stage == .open { crew.meter.count(.disconnected) }
        }
        isLeaving = true
        context.close(promise: nil)
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        if rest.readableBytes > 0 {
            rest.writeBuffer(&buffer)
            buffer = rest
            rest = ByteBuffer()
        }
        let now = MonotonicClock.now
        let used = buffer.withUnsafeReadableBytes { consume($0, at: now) }
        guard used < buffer.readableBytes, stage != .closed else { return }
        buffer.moveReaderIndex(forwardBy: used)
        rest.clear()
        rest.writeBuffer(&buffer)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush()
    }

    /// Takes in all whole frames.
    ///
    /// - Returns: How many bytes they were.
    private func consume(_ bytes: UnsafeRawBufferPointer, at now: UInt64) -> Int {
        var start = 0
        if stage == .handshaking {
            switch Handshake.read(bytes) {
            case .incomplete: return 0
            case .refused(let status):
                fail("upgrade: HTTP \(status)")
                return bytes.count
            case .upgraded(let end):
                start = end
                stage = .open
                impatience?.cancel()
                impatience = nil
                crew.meter.count(.connected)
                whenOpen.take()?(true)
            }
        }
        while stage == .open, !isLeaving {
            switch ServerFrame.find(in: bytes, at: start) {
            case .incomplete: return start
            case .invalid:
                crew.meter.count(.malformed)
                crew.meter.count(.disconnected)
                fail("closed here: not a frame")
                return bytes.count
            case .frame(let frame):
                start = frame.payload.upperBound
                take(frame, UnsafeRawBufferPointer(rebasing: bytes[frame.payload]), at: now)
            }
        }
        return bytes.count
    }

    @inline(__always)
    private func take(_ frame: ServerFrame, _ payload: UnsafeRawBufferPointer, at now: UInt64) {
        if frame.opcode == ServerFrame.text, frame.isFinal { return take(ServerText(bytes: payload), at: now) }
        takeRare(frame, payload, at: now)
    }

    private func takeRare(_ frame: ServerFrame, _ payload: UnsafeRawBufferPointer, at now: UInt64) {
        switch frame.opcode {
        case ServerFrame.ping: ClientFrame.write(ServerFrame.pong, payload, to: &outbox)
        case ServerFrame.pong: break
        case ServerFrame.close:
            let code = payload.count < 2 ? 1005 : Int(payload[0]) << 8 | Int(payload[1])
            if !isLeaving {
                crew.meter.refuse("closed \(code)")
                crew.meter.count(.disconnected)
            }
            ClientFrame.write(ServerFrame.close, payload.prefix(2), to: &outbox)
            flush()
            isLeaving = true
            context?.close(promise: nil)
        default:
            fragments.append(contentsOf: payload)
            guard frame.isFinal else { return }
            let whole = fragments
            fragments = []
            whole.withUnsafeBytes { take(ServerText(bytes: $0), at: now) }
        }
    }

    // MARK: Writing

    /// Sends a text when the loop's turn ends, or with the next `flush`.
    func send(_ text: String) {
        guard stage == .open else { return }
        ClientFrame.write(ServerFrame.text, text.utf8, to: &outbox)
    }

    /// Sends a request; the closure gets what answers it, or code 0 when the connection is lost before.
    ///
    /// - Parameters:
    ///   - text: Makes the request for an id.
    ///   - answer: Called once.
    func ask(_ text: (_ id: String) -> String, _ answer: @escaping (Answer) -> Void) {
        guard stage == .open else { return answer(Answer(code: 0, text: [])) }
        lastRequest += 1
        waiting[lastRequest] = answer
        send(text("r\(lastRequest)"))
        flush()
    }

    /// Publishes to a topic with a template; what it comes to, the crew's meter counts.
    ///
    /// - Parameters:
    ///   - topic: Its place in `topics`.
    ///   - due: When it was to be sent, nanoseconds of the monotonic clock.
    @inline(__always)
    func publish(to topic: Int, due: UInt64) {
        guard stage == .open, topic < topics.count, let template = topics[topic].template else { return }
        serial = (serial + 1) & 0xFFFF
        template.write(due: due, serial: serial, to: &outbox)
        unanswered += 1
        crew.meter.count(.sent)
    }

    /// Hands on to the network what is to be sent.
    func flush() {
        guard outbox.readableBytes > 0, let context else { return }
        context.writeAndFlush(wrapOutboundOut(outbox), promise: nil)
        outbox.clear()
    }

    /// Finds who waits for an answer, so that it can be given once.
    func claim(_ request: Int) -> ((Answer) -> Void)? {
        waiting.removeValue(forKey: request)
    }
}
