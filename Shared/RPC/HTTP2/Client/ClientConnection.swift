import NIOCore

/// Makes calls over one connection.
///
/// Belongs to its event loop.
final class ClientConnection: HTTP2Role {
    /// Bytes of a call that may wait in the session before those who send wait too.
    private static let unsentLimit = 64 * 1024

    private let settings: HTTP2ConnectionSettings
    private let authority: String
    private let scheme: String
    private let eventLoop: any EventLoop
    private let whenUnusable: @Sendable () -> Void
    var connection: HTTP2Connection?
    var calls: [Int32: ClientCall] = [:]
    /// Streams whose requests wait for the service to take what was sent before.
    var held: Set<Int32> = []
    private var deadlines: LoopDeadlines?
    /// Whether the connection takes no more calls.
    private var isUnusable = false

    /// Creates the caller's side of a connection; `whenUnusable` is called once, when it takes no more calls.
    init(
        authority: String, scheme: String, settings: HTTP2ConnectionSettings, eventLoop: any EventLoop,
        whenUnusable: @escaping @Sendable () -> Void
    ) {
        self.authority = authority
        self.scheme = scheme
        self.settings = settings
        self.eventLoop = eventLoop
        self.whenUnusable = whenUnusable
    }

    func begin(_ connection: HTTP2Connection) {
        self.connection = connection
        deadlines = LoopDeadlines(eventLoop) { [weak self] now in self?.expire(now) }
    }

    // MARK: Making calls

    /// Begins a unary call.
    func start(_ call: ClientCall, path: String, message: [UInt8], options: CallOptions) {
        guard let (stream, session) = open(call, path, options) else { return }
        session.send(on: stream) { MessageFraming.write(message, to: &$0) }
        session.end(stream)
        call.hasSentAll = true
    }

    /// Begins a stream.
    func start(_ call: ClientCall, path: String, options: CallOptions) {
        guard case .stream(let requests, let responses) = call.caller,
            let (stream, _) = open(call, path, options)
        else { return }
        let me = NIOLoopBound(self, eventLoop: eventLoop)
        responses.whenEmptied { me.eventLoop.execute { me.value.responsesTaken(stream) } }
        requests.whenFilled { me.eventLoop.execute { me.value.sendRequests(stream) } }
        sendRequests(stream)
    }

    private func open(_ call: ClientCall, _ path: String, _ options: CallOptions) -> (Int32, HTTP2Session)? {
        guard let connection, !isUnusable else {
            call.finish(CallFailure(RPCStatus.lostConnection, isUnprocessed: true))
            return nil
        }
        let session = connection.session
        let limit = Int(min(session.peerMaxConcurrentStreams, UInt32(Int32.max))) + settings.maxWaitingCalls
        guard calls.count < limit else {
            let status = RPCStatus(.unavailable, reason: "too_many_calls", message: "too many calls wait already")
            call.finish(CallFailure(status, isUnprocessed: true))
            return nil
        }
        let headers = CallHeaders.request(path: path, authority: authority, scheme: scheme, options: options)
        guard let stream = session.request(headers) else {
            // The numbers of streams are used up.
            becomeUnusable()
            call.finish(CallFailure(RPCStatus.lostConnection, isUnprocessed: true))
            return nil
        }
        calls[stream] = call
        if let deadline = call.deadline { deadlines?.watch(deadline) }
        connection.flushSoon()
        return (stream, session)
    }

    private func sendRequests(_ stream: Int32) {
        guard let call = calls[stream], case .stream(let requests, _) = call.caller, !call.hasSentAll,
            let session = connection?.session
        else { return }
        defer { connection?.flushSoon() }
        while session.unsentBytes(on: stream) < Self.unsentLimit {
            switch requests.take() {
            case .message(let message):
                session.send(on: stream) { MessageFraming.write(message, to: &$0) }
            case .end:
                call.hasSentAll = true
                session.end(stream)
                return
            case .nothing:
                return
            }
        }
        held.insert(stream)
    }

    func continueSending() {
        guard !held.isEmpty, let session = connection?.session else { return }
        for stream in held where session.unsentBytes(on: stream) < Self.unsentLimit {
            held.remove(stream)
            sendRequests(stream)
        }
    }

    private func responsesTaken(_ stream: Int32) {
        guard let call = calls[stream] else { return }
        connection?.session.credit(call.inbound.takenByApplication(), on: stream)
        connection?.flushSoon()
    }

    /// Gives a call up that the caller does not wait for any more.
    func cancel(_ ticket: UInt64) {
        guard let (stream, call) = calls.first(where: { $0.value.ticket == ticket }) else { return }
        end(stream, call, CallFailure(RPCStatus(.cancelled)))
    }

    // MARK: Ending

    private func expire(_ now: NIODeadline) -> NIODeadline? {
        for (stream, call) in calls where call.deadline.map({ $0 <= now }) ?? false {
            let status = RPCStatus(.deadlineExceeded)
            if case .stream(let requests, let responses) = call.caller {
                requests.abort(status)
                responses.abort(status)
            }
            end(stream, call, CallFailure(status))
            connection?.doubt()
        }
        return calls.values.lazy.compactMap(\.deadline).min()
    }

    func becomeUnusable() {
        guard !isUnusable else { return }
        isUnusable = true
        whenUnusable()
    }

    /// Takes no more calls, and closes when those there are over.
    func drain() {
        becomeUnusable()
        connection?.session.goAway()
        connection?.flushSoon()
    }

    func connectionLost() {
        becomeUnusable()
        deadlines?.stop()
        connection = nil
        held.removeAll()
        let lost = calls.values
        calls.removeAll()
        for call in lost { call.finish(CallFailure(RPCStatus.lostConnection)) }
    }
}

extension RPCStatus {
    /// The connection ended before the answer came: nobody knows whether the service has done its work.
    static let lostConnection = RPCStatus(
        .unavailable, reason: "connection_lost", message: "the connection was lost")
}
