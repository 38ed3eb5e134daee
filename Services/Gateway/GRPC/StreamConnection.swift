import Chat
import Contracts
import DequeModule
import NIOCore
import RPC
import Wire

/// One gRPC client's stream of messages.
///
/// Belongs to the event loop of its session's shard. Messages go straight into the call while it takes them; what it
/// has no room for waits here, up to a bound, and ``Shard/outgoing(of:)`` hands it over.
final class StreamConnection: SessionConnection {
    /// How the stream ends.
    private enum End {
        case open
        /// What waits goes out first; nil for success.
        case closing(RPCStatus?)
    }

    let remoteAddress: String
    private let sink: any RPCByteSink
    /// Bytes that may wait for a slow client.
    private let bound: Int
    private let loop: any EventLoop
    /// Is called when nothing waits any more.
    var whenWritable: () -> Void = {}
    private var end = End.open
    private var waiting = Deque<[UInt8]>()
    /// Bytes that wait, those in the hands of whoever hands them over included.
    private var waitingBytes = 0
    /// Those of them that the client has asked for.
    private var answerBytes = 0
    private var isHandingOver = false
    private(set) var isPaused = false
    private var isCut = false

    // Whoever waits, each at most one.
    private var writer: CheckedContinuation<Void, Never>?
    private var reader: CheckedContinuation<Void, Never>?
    private var watcher: CheckedContinuation<Void, Never>?

    /// How long a client may take to read what was sent before the goodbye.
    private static let closeTimeout = TimeAmount.seconds(5)

    /// Creates the connection of a stream.
    ///
    /// - Parameters:
    ///   - sink: Where messages go.
    ///   - remoteAddress: Where the client is.
    ///   - bound: Bytes that may wait for it; beyond it the client is dropped.
    ///   - loop: The shard's event loop.
    init(_ sink: any RPCByteSink, remoteAddress: String, bound: Int, loop: any EventLoop) {
        self.sink = sink
        self.remoteAddress = remoteAddress
        self.bound = bound
        self.loop = loop
    }

    // MARK: The session's side

    var isAnnounced: Bool { false }

    var speaksGRPC: Bool { true }

    var isWritable: Bool { waitingBytes == 0 }

    func send(_ message: ServerMessage) {
        guard let encoded = Pbx.ServerMsg(message)?.encoded() else { return }
        write(encoded, isAnswer: message.isAnswer)
    }

    func send(_ message: SharedMessage) {
        if let bytes = message.protobuf { write(bytes, isAnswer: false) }
    }

    func send(_ message: OutboundMessage, to user: UserID, asReader: Bool) {
        write(message.protobuf(for: user, asReader: asReader), isAnswer: false)
    }

    func pauseReading() {
        isPaused = true
    }

    func resumeReading() {
        isPaused = false
        wake(&reader)
    }

    func close(_ code: WebSocketCloseCode, reason: String) {
        let status =
            code == .normal ? nil : RPCStatus(.unavailable, reason: reason, retryAfter: .seconds(1))
        guard beginClosing(status) else { return }
        let bound = NIOLoopBound(self, eventLoop: loop)
        loop.scheduleTask(in: Self.closeTimeout) { bound.value.cut() }
    }

    /// Ends the stream of a client whose message is over the limit.
    func disconnectAsTooLarge() {
        _ = beginClosing(
            RPCStatus(.resourceExhausted, reason: "too_large", message: "the message is over the limit"))
        cut()
    }

    func disconnectAsSlow() {
        guard beginClosing(RPCStatus(.resourceExhausted, reason: "slow", message: "the client reads too slowly")) else {
            return
        }
        waiting.removeAll()
        cut()
    }

    /// Ends the stream, once what waits is out; false if it is ending already.
    private func beginClosing(_ status: RPCStatus?) -> Bool {
        guard isOpen else { return false }
        end = .closing(status)
        wake(&writer)
        wake(&reader)
        return true
    }

    private func write(_ bytes: [UInt8], isAnswer: Bool) {
        guard isOpen else { return }
        if isWritable, sink.offer(bytes) { return }
        guard waitingBytes <= bound + answerBytes else { return disconnectAsSlow() }
        if isAnswer { answerBytes += bytes.count }
        waiting.append(bytes)
        waitingBytes += bytes.count
        wake(&writer)
    }

    // MARK: The call's side

    /// Ends the stream at once: nobody is waited for any more.
    func cut() {
        _ = beginClosing(RPCStatus(.cancelled))
        isCut = true
        waiting.removeAll()
        wake(&writer)
        wake(&watcher)
    }

    /// Whether messages still go both ways.
    var isOpen: Bool {
        if case .open = end { true } else { false }
    }

    /// How the call ends; nil for success.
    var status: RPCStatus? {
        if case .closing(let status) = end { status } else { nil }
    }

    /// Waits until the next request may be read.
    func waitUntilReading() async {
        guard isPaused, isOpen else { return }
        await withCheckedContinuation { reader = $0 }
    }

    /// Waits until the stream is cut.
    func waitUntilCut() async {
        guard !isCut else { return }
        await withCheckedContinuation { watcher = $0 }
    }

    /// Waits for messages that the call had no room for; those handed out before are out by now.
    ///
    /// - Returns: The messages; nil at the end.
    func nextWaiting() async -> [[UInt8]]? {
        if isHandingOver {
            isHandingOver = false
            waitingBytes = waiting.reduce(0) { $0 + $1.count }
            if waiting.isEmpty {
                answerBytes = 0
                whenWritable()
            }
        }
        if waiting.isEmpty, isOpen { await withCheckedContinuation { writer = $0 } }
        guard !waiting.isEmpty else { return nil }
        isHandingOver = true
        defer { waiting.removeAll() }
        return Array(waiting)
    }

    private func wake(_ continuation: inout CheckedContinuation<Void, Never>?) {
        continuation?.resume()
        continuation = nil
    }
}
