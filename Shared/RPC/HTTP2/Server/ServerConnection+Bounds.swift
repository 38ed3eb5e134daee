import NIOCore

/// A request that is HTTP's, but no call: it is answered when it is complete, as HTTP's clients expect.
struct RefusedRequest {
    /// The HTTP status.
    let status: String
    /// Whether the answer has no body.
    let isHead: Bool
    /// When it is answered though it is not complete.
    let deadline: NIODeadline
}

/// A complete answer that waits for the client to take it.
struct UntakenAnswer {
    /// Bytes that waited when they were looked at last.
    var unsent: Int
    /// When they are looked at next.
    var deadline: NIODeadline
}

/// What a connection does not wait for, and does not keep.
extension ServerConnection {
    /// What a plain HTTP client is told.
    private static let explanation = "This port speaks gRPC, and no plain HTTP.\n"

    // MARK: Bytes

    /// Whether the connection may hold so many bytes more than it does.
    func hasRoom(for count: Int) -> Bool {
        heldBytes + (connection?.session.unsentBytes ?? 0) + count <= settings.maxHeldBytes
    }

    /// Counts the bytes of a call no more that is over; a handler that has its message still holds it.
    func release(_ call: ServerCall) {
        guard !call.isHandled else { return }
        heldBytes -= call.inbound.heldBytes
    }

    // MARK: Plain HTTP

    /// Refuses a request that is no call, once it is complete.
    func refuse(_ stream: Int32, _ status: String, isHead: Bool) {
        meters.count(.notGRPC)
        let deadline = eventLoop.now + TimeAmount(settings.requestTimeout)
        refused[stream] = RefusedRequest(status: status, isHead: isHead, deadline: deadline)
        deadlines?.watch(deadline)
    }

    /// Answers a request that is no call.
    func answer(_ request: RefusedRequest, on stream: Int32) {
        var headers: HTTP2Headers = [":status": request.status]
        if request.status == "405" { headers.add("allow", "POST") }
        guard !request.isHead else {
            answer(stream, with: headers)
            return
        }
        headers.add("content-type", "text/plain; charset=utf-8")
        headers.add("content-length", "\(Self.explanation.utf8.count)")
        connection?.session.respond(headers, on: stream)
        connection?.session.send(on: stream) { $0.writeString(Self.explanation) }
        connection?.session.end(stream)
        watchAnswer(stream)
        connection?.flushSoon()
    }

    /// Answers requests that did not become complete in time.
    ///
    /// - Returns: When the next one is late.
    func expireRefusals(_ now: NIODeadline) -> NIODeadline? {
        for (stream, request) in refused where request.deadline <= now {
            refused[stream] = nil
            meters.count(.stalled)
            answer(request, on: stream)
        }
        return refused.values.lazy.map(\.deadline).min()
    }

    // MARK: Answers

    /// Sees to it that a complete answer is dropped if the client does not take it.
    func watchAnswer(_ stream: Int32) {
        guard let unsent = connection?.session.outgoing[stream]?.bytes.readableBytes else { return }
        let deadline = eventLoop.now + TimeAmount(settings.answerTimeout)
        answers[stream] = UntakenAnswer(unsent: unsent, deadline: deadline)
        deadlines?.watch(deadline)
    }

    /// Drops the answers of which nothing was taken since they were looked at.
    ///
    /// - Returns: When to look again.
    func expireAnswers(_ now: NIODeadline) -> NIODeadline? {
        guard let session = connection?.session else { return nil }
        for (stream, answer) in answers where answer.deadline <= now {
            let unsent = session.unsentBytes(on: stream)
            if unsent < answer.unsent {
                answers[stream] = UntakenAnswer(unsent: unsent, deadline: now + TimeAmount(settings.answerTimeout))
            } else {
                answers[stream] = nil
                meters.count(.stalled)
                session.reset(stream, .cancel)
                connection?.flushSoon()
            }
        }
        return answers.values.lazy.map(\.deadline).min()
    }
}

extension RPCStatus {
    /// The calls of a connection hold as many bytes as they may; others that are over make room.
    static let connectionFull = RPCStatus(
        .resourceExhausted, reason: "connection_full", message: "the calls of this connection hold too many bytes",
        retryAfter: .seconds(1))
}
