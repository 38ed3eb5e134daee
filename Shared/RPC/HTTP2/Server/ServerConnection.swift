import NIOCore
import TLS

/// Serves the calls of one client.
///
/// Belongs to its event loop.
final class ServerConnection: HTTP2Role {
    private let router: @Sendable () -> RPCRouter
    let settings: HTTP2ConnectionSettings
    private let peer: String
    private var caller: RPCCaller?
    let eventLoop: any EventLoop
    var connection: HTTP2Connection?
    var calls: [Int32: ServerCall] = [:]
    /// Streams whose answer waits for the client to take what was sent before.
    var held: Set<Int32> = []
    /// Requests that are no calls, until they are complete.
    var refused: [Int32: RefusedRequest] = [:]
    /// Answers that are complete, until the client has taken them.
    var answers: [Int32: UntakenAnswer] = [:]
    /// Handlers that have not returned, those of cancelled calls included.
    var running = 0
    /// Bytes of requests that calls and handlers hold.
    var heldBytes = 0
    private(set) var deadlines: LoopDeadlines?
    private var isDraining = false
    let everyCall: RunningCalls
    let meters: RefusalMeters

    init(
        _ router: @escaping @Sendable () -> RPCRouter, settings: HTTP2ConnectionSettings, peer: String,
        eventLoop: any EventLoop, running everyCall: RunningCalls, meters: RefusalMeters
    ) {
        self.meters = meters
        self.everyCall = everyCall
        self.router = router
        self.settings = settings
        self.peer = peer
        self.eventLoop = eventLoop
    }

    func begin(_ connection: HTTP2Connection) {
        self.connection = connection
        deadlines = LoopDeadlines(eventLoop) { [weak self] now in self?.expire(now) }
    }

    func identified(_ peer: TLSHandshakeCompleted) {
        caller = RPCCaller(service: peer.peerService)
    }

    // MARK: Requests

    func received(_ event: HTTP2Event) {
        switch event {
        case .headers(let stream, let headers, let isEnd):
            if calls[stream] == nil { open(stream, headers) }
            if isEnd { requestEnded(stream) }
        case .oversizedHeaders(let stream):
            meters.count(.headersTooLarge)
            answer(stream, with: [":status": "431"])
        case .data(let stream, let bytes):
            receivedData(bytes, on: stream)
        case .end(let stream):
            requestEnded(stream)
        case .closed(let stream, _):
            held.remove(stream)
            refused[stream] = nil
            answers[stream] = nil
            guard let call = calls.removeValue(forKey: stream) else { return }
            release(call)
            call.abandon(RPCStatus(.cancelled))
        case .gaveUp(_, let refusal):
            meters.count(refusal)
        case .goAway, .settings, .pong:
            break
        }
    }

    private func open(_ stream: Int32, _ headers: HTTP2Headers) {
        // A client that resets its streams at once does not get more work done than one that waits.
        guard running < Int(settings.http2.maxConcurrentStreams) * 2 else {
            connection?.session.reset(stream, .refusedStream)
            return
        }
        let request: ServerRequest
        do {
            request = try ServerRequest(headers, router: router(), caller: caller)
        } catch {
            switch error {
            case .http(let status): refuse(stream, status, isHead: headers[":method"] == "HEAD")
            case .status(let status): answer(stream, with: CallHeaders.refusal(status))
            }
            return
        }
        let answerMetadata = AnswerMetadata()
        let call = ServerCall(
            stream: stream, handler: request.handler,
            context: CallContext(
                metadata: request.metadata, deadline: request.timeout.map { .now + $0 }, peer: peer,
                peerService: caller?.service, answerMetadata: answerMetadata),
            answerMetadata: answerMetadata, callerDeadline: request.timeout.map { eventLoop.now + TimeAmount($0) },
            maxMessageSize: settings.maxMessageSize)
        calls[stream] = call
        switch call.handler {
        case .unary:
            let patience = eventLoop.now + TimeAmount(settings.requestTimeout)
            call.deadline = min(call.callerDeadline ?? patience, patience)
        case .stream(let handler):
            start(call, handler)
        }
        if let deadline = call.deadline { deadlines?.watch(deadline) }
    }

    private func receivedData(_ bytes: ByteBuffer, on stream: Int32) {
        guard let call = calls[stream] else {
            connection?.session.credit(bytes.readableBytes, on: stream)
            return
        }
        let before = call.inbound.heldBytes
        defer { connection?.flushSoon() }
        do {
            let credit = try call.inbound.receive(bytes)
            heldBytes += call.inbound.heldBytes - before
            connection?.session.credit(credit, on: stream)
        } catch {
            heldBytes += call.inbound.heldBytes - before
            if error.code == .resourceExhausted { meters.count(.messageTooLarge) }
            end(call, error)
            return
        }
        if !hasRoom(for: 0) {
            meters.count(.connectionFull)
            end(call, .connectionFull)
        }
    }

    private func requestEnded(_ stream: Int32) {
        if let request = refused.removeValue(forKey: stream) { answer(request, on: stream) }
        guard let call = calls[stream] else { return }
        guard !call.inbound.isMidway else {
            end(call, RPCStatus(.internal, reason: "malformed", message: "the last message is not complete"))
            return
        }
        switch call.handler {
        case .stream:
            call.requests?.finish()
        case .unary(let handler):
            guard let message = call.inbound.message else {
                end(call, .notOneMessage)
                return
            }
            start(call, handler, message)
        }
    }

    // MARK: Ending

    private func expire(_ now: NIODeadline) -> NIODeadline? {
        for call in calls.values where call.deadline.map({ $0 <= now }) ?? false {
            let status = RPCStatus(.deadlineExceeded)
            meters.count(call.callerDeadline.map { $0 <= now } ?? false ? .deadlineExceeded : .stalled)
            call.abandon(status)
            end(call, status)
        }
        let next = [expireRefusals(now), expireAnswers(now), calls.values.lazy.compactMap(\.deadline).min()]
        return next.compactMap { $0 }.min()
    }

    /// Takes no more calls, and closes when those there are answered (RFC 9113 section 6.8).
    func drain() {
        guard !isDraining, let connection else { return }
        isDraining = true
        connection.session.announceShutdown()
        // Once the ping is back, the client knows; calls that it had sent before have come.
        connection.ping { [weak self] in self?.refuseNewCalls() }
        connection.flushSoon()
    }

    private func refuseNewCalls() {
        connection?.session.goAway()
        // The session is over once the last stream is.
        connection?.flushSoon()
    }

    func connectionLost() {
        deadlines?.stop()
        held.removeAll()
        let lost = calls.values
        calls.removeAll()
        for call in lost { call.abandon(RPCStatus(.cancelled)) }
        connection = nil
    }
}
