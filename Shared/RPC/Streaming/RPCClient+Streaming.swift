import Wire

extension RPCClient {
    /// Makes a call that is answered with many messages.
    ///
    /// The call ends with the body: leaving it early, by returning or throwing, cancels the call.
    ///
    /// - Parameters:
    ///   - method: What is called.
    ///   - request: The only message.
    ///   - options: How the call is made; it may take for ever unless they say otherwise.
    ///   - body: Reads the answer, in which the call's failure is thrown.
    /// - Returns: What the body returns.
    /// - Throws: what the body throws, and why the call could not be begun.
    package func serverStreaming<Request, Response, Value: Sendable>(
        _ method: RPCMethod<Request, Response>, _ request: Request, options: CallOptions = CallOptions(timeout: nil),
        _ body: @escaping @Sendable (RPCIncoming<Response>) async throws -> Value
    ) async throws -> Value {
        let bytes = request.encoded()
        return try await open(method, options) { sink, source in
            try await Self.ignoringEarlyEnd { () async throws(RPCStatus) in try await sink.send(bytes) }
            sink.finish()
            return try await body(RPCIncoming(source, unreadable: .internal))
        }
    }

    /// Makes a call with many messages and one answer.
    ///
    /// - Parameters:
    ///   - method: What is called.
    ///   - options: How the call is made; it may take for ever unless they say otherwise.
    ///   - body: Sends the messages; when it returns, all are sent. When the service answers early, sending throws
    ///     `cancelled`, and the call brings that answer if the body lets the error through.
    /// - Returns: The answer.
    /// - Throws: what the body throws, and the call's failure.
    package func clientStreaming<Request, Response>(
        _ method: RPCMethod<Request, Response>, options: CallOptions = CallOptions(timeout: nil),
        _ body: @escaping @Sendable (RPCOutgoing<Request>) async throws -> Void
    ) async throws -> Response {
        try await open(method, options) { sink, source in
            do {
                try await body(RPCOutgoing(sink))
            } catch {
                guard error as? RPCStatus == .callOver else { throw error }
            }
            sink.finish()
            let answers = RPCIncoming<Response>(source, unreadable: .internal).makeAsyncIterator()
            guard let answer = try await answers.next(), try await answers.next() == nil else {
                throw RPCStatus(.internal, reason: "malformed", message: "the method answers exactly one message")
            }
            return answer
        }
    }

    /// Makes a call with messages in both directions.
    ///
    /// The call ends with the body: leaving it before the answer's end, by returning or throwing, cancels the call.
    ///
    /// - Parameters:
    ///   - method: What is called.
    ///   - options: How the call is made; it may take for ever unless they say otherwise.
    ///   - body: Sends and reads, at once if it likes.
    /// - Returns: What the body returns.
    /// - Throws: what the body throws, and why the call could not be begun.
    package func bidirectional<Request, Response, Value: Sendable>(
        _ method: RPCMethod<Request, Response>, options: CallOptions = CallOptions(timeout: nil),
        _ body: @escaping @Sendable (RPCOutgoing<Request>, RPCIncoming<Response>) async throws -> Value
    ) async throws -> Value {
        try await open(method, options) { sink, source in
            try await body(RPCOutgoing(sink), RPCIncoming(source, unreadable: .internal))
        }
    }

    private func open<Request, Response, Value: Sendable>(
        _ method: RPCMethod<Request, Response>, _ options: CallOptions,
        _ body: @escaping @Sendable (any RPCByteSink, any RPCByteSource) async throws -> Value
    ) async throws -> Value {
        var options = options
        options.isIdempotent = method.isIdempotent
        return try await transport.stream(method.path, options: options, body)
    }

    /// The status of a call that ended before the request was sent is found in the answer.
    private static func ignoringEarlyEnd(_ send: () async throws(RPCStatus) -> Void) async throws(RPCStatus) {
        do {
            try await send()
        } catch {
            guard error == .callOver else { throw error }
        }
    }
}
