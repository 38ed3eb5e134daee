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
    /// Handlers that have not returned, those of cancelled calls included.
    private var running = 0
    private var deadlines: LoopDeadlines?
    private var isDraining = false
    private let everyCall: RunningCalls

    init(
        _ router: @escaping @Sendable () -> RPCRouter, settings: HTTP2ConnectionSettings, peer: String,
        eventLoop: any EventLoop,
        running everyCall: RunningCalls
    ) {
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
            answer(stream, with: [":status": "431"])
        case .data(let stream, let bytes):
            receivedData(bytes, on: stream)
        case .end(let stream):
            requestEnded(stream)
        case .closed(let stream, _):
            held.remove(stream)
            calls.removeValue(forKey: stream)?.abandon(RPCStatus(.cancelled))
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
            case .http(let status): answer(stream, with: [":status": status])
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
        do {
            let credit = try call.inbound.receive(bytes)
            connection?.session.credit(credit, on: stream)
        } catch {
            end(call, error)
        }
    }

    private func requestEnded(_ stream: Int32) {
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

    // MARK: Handlers

    private func start(_ call: ServerCall, _ handler: @escaping RPCRouter.UnaryHandler, _ message: [UInt8]) {
        call.deadline = call.callerDeadline
        running += 1
        everyCall.enter()
        let (stream, context) = (call.stream, call.context)
        let me = NIOLoopBound(self, eventLoop: eventLoop)
        // Owned by the call: cancelled with it. A draining server waits until it has returned.
        call.task = Task {
            let outcome: Result<[UInt8], RPCStatus>
            do {
                outcome = .success(try await handler(message, context))
            } catch {
                outcome = .failure(RPCStatus(error))
            }
            me.eventLoop.execute { me.value.returned(stream, outcome) }
        }
    }

    private func returned(_ stream: Int32, _ outcome: Result<[UInt8], RPCStatus>) {
        running -= 1
        everyCall.leave()
        if let call = calls[stream] {
            switch outcome {
            case .success(let message):
                begin(call)
                connection?.session.send(on: stream) { MessageFraming.write(message, to: &$0) }
                end(call, nil)
            case .failure(let status):
                end(call, status)
            }
        }
    }

    private func start(_ call: ServerCall, _ handler: @escaping RPCRouter.StreamHandler) {
        guard let requests = call.requests, let responses = call.responses else { return }
        running += 1
        everyCall.enter()
        let (stream, context) = (call.stream, call.context)
        let me = NIOLoopBound(self, eventLoop: eventLoop)
        requests.whenEmptied { me.eventLoop.execute { me.value.requestsTaken(stream) } }
        responses.whenFilled { me.eventLoop.execute { me.value.sendResponses(stream) } }
        // Owned by the call: cancelled with it. A draining server waits until it has returned.
        call.task = Task {
            do {
                try await handler(requests, responses, context)
                responses.finish(nil)
            } catch {
                responses.finish(RPCStatus(error))
            }
            me.eventLoop.execute { me.value.streamReturned() }
        }
    }

    private func streamReturned() {
        running -= 1
        everyCall.leave()
    }

    private func requestsTaken(_ stream: Int32) {
        guard let call = calls[stream] else { return }
        connection?.session.credit(call.inbound.takenByApplication(), on: stream)
        connection?.flushSoon()
    }

    // MARK: Ending

    private func expire(_ now: NIODeadline) -> NIODeadline? {
        for call in calls.values where call.deadline.map({ $0 <= now }) ?? false {
            let status = RPCStatus(.deadlineExceeded)
            call.abandon(status)
            end(call, status)
        }
        return calls.values.lazy.compactMap(\.deadline).min()
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

    /// Closes at once; calls that are not answered yet fail.
    func cut() {
        connection?.terminate(.noError)
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
