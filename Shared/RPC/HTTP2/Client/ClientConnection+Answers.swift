import NIOCore

/// How answers are taken in.
extension ClientConnection {
    func received(_ event: HTTP2Event) {
        switch event {
        case .headers(let stream, let headers, let isEnd): receivedHeaders(headers, on: stream, isEnd: isEnd)
        case .oversizedHeaders(let stream):
            guard let call = calls[stream] else { return }
            let status = RPCStatus(.internal, reason: "too_large", message: "the answer's headers are too large")
            end(stream, call, CallFailure(status))
        case .data(let stream, let bytes): receivedData(bytes, on: stream)
        case .end(let stream):
            guard let call = calls[stream] else { return }
            end(stream, call, CallOutcome.status(HTTP2Headers()).map { CallFailure($0) }, isOver: true)
        case .closed(let stream, let code):
            guard let call = calls[stream] else { return }
            let failure = CallFailure(CallOutcome.status(reset: code), isUnprocessed: code == .refusedStream)
            end(stream, call, failure, isOver: true)
        case .goAway: becomeUnusable()
        case .settings, .pong, .gaveUp: break
        }
    }

    func receivedHeaders(_ headers: HTTP2Headers, on stream: Int32, isEnd: Bool) {
        guard let call = calls[stream] else { return }
        if !call.hasAnswer {
            let status = headers[":status"] ?? ""
            // An answer before the answer (RFC 9110 section 15.2).
            if status.hasPrefix("1") { return }
            guard status == "200", headers["content-type"]?.hasPrefix(CallHeaders.contentType) ?? false else {
                // Its own word is better than the meaning of a number.
                let meaning =
                    headers["grpc-status"] == nil ? CallOutcome.status(http: status) : CallOutcome.status(headers)
                end(stream, call, meaning.map { CallFailure($0) }, isOver: isEnd)
                return
            }
            call.hasAnswer = true
        }
        call.answerMetadata?.add(CallHeaders.metadata(headers))
        guard isEnd else { return }
        if call.inbound.isMidway, CallOutcome.status(headers) == nil {
            let status = RPCStatus(.internal, reason: "malformed", message: "the last message is not complete")
            end(stream, call, CallFailure(status), isOver: true)
        } else {
            end(stream, call, CallOutcome.status(headers).map { CallFailure($0) }, isOver: true)
        }
    }

    func receivedData(_ bytes: ByteBuffer, on stream: Int32) {
        guard let call = calls[stream] else {
            connection?.session.credit(bytes.readableBytes, on: stream)
            return
        }
        do {
            let credit = try call.inbound.receive(bytes)
            connection?.session.credit(credit, on: stream)
        } catch {
            end(stream, call, CallFailure(error))
        }
    }

    /// Forgets a call and tells its caller; tells the service to stop, unless its side of the stream is over.
    func end(_ stream: Int32, _ call: ClientCall, _ failure: CallFailure?, isOver: Bool = false) {
        calls[stream] = nil
        held.remove(stream)
        let session = connection?.session
        if !isOver || !call.hasSentAll { session?.reset(stream, .cancel) }
        session?.credit(call.inbound.abandon(), on: stream)
        call.finish(failure)
        connection?.flushSoon()
    }
}
