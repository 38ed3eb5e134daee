import NIOCore

/// How calls are answered.
extension ServerConnection {
    /// Bytes of an answer that may wait in the session before those who send wait too.
    private static let unsentLimit = 64 * 1024

    func sendResponses(_ stream: Int32) {
        guard let call = calls[stream], let responses = call.responses, let session = connection?.session else {
            return
        }
        defer { connection?.flushSoon() }
        while session.unsentBytes(on: stream) < Self.unsentLimit, session.unsentBytes < settings.maxHeldBytes {
            switch responses.take() {
            case .message(let message):
                begin(call)
                session.send(on: stream) { MessageFraming.write(message, to: &$0) }
            case .end(let status):
                end(call, status)
                return
            case .nothing:
                return
            }
        }
        held.insert(stream)
    }

    func continueSending() {
        guard !held.isEmpty, let session = connection?.session else { return }
        for stream in held
        where session.unsentBytes(on: stream) < Self.unsentLimit && session.unsentBytes < settings.maxHeldBytes {
            held.remove(stream)
            sendResponses(stream)
        }
    }

    func begin(_ call: ServerCall) {
        guard !call.hasResponded else { return }
        call.hasResponded = true
        connection?.session.respond(CallHeaders.response(call.answerMetadata.metadata), on: call.stream)
    }

    /// Answers the rest of a call with its status, and forgets it.
    func end(_ call: ServerCall, _ status: RPCStatus?) {
        if call.hasResponded {
            connection?.session.end(call.stream, trailers: CallHeaders.trailers(status))
        } else if let status {
            answer(call.stream, with: CallHeaders.refusal(status, metadata: call.answerMetadata.metadata))
        } else {
            begin(call)
            connection?.session.end(call.stream, trailers: CallHeaders.trailers(nil))
        }
        connection?.session.credit(call.inbound.abandon(), on: call.stream)
        release(call)
        watchAnswer(call.stream)
        calls[call.stream] = nil
        held.remove(call.stream)
        if case .stream = call.handler { call.abandon(.callOver) }
        connection?.flushSoon()
    }

    func answer(_ stream: Int32, with headers: HTTP2Headers) {
        connection?.session.respond(headers, on: stream, isEnd: true)
        connection?.flushSoon()
    }
}
