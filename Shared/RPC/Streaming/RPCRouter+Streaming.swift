import Wire

extension RPCRouter {
    /// Enters the handler of a method that answers one request with many messages.
    ///
    /// The answer ends when the handler returns; what it throws becomes the status.
    package mutating func serverStreaming<Request, Response>(
        _ method: RPCMethod<Request, Response>,
        _ handler: @escaping @Sendable (Request, RPCOutgoing<Response>, CallContext) async throws -> Void
    ) {
        stream(method.path) { source, sink, context in
            let request: Request = try await Self.only(source)
            try await handler(request, RPCOutgoing(sink), context)
        }
    }

    /// Enters the handler of a method that answers many messages with one.
    package mutating func clientStreaming<Request, Response>(
        _ method: RPCMethod<Request, Response>,
        _ handler: @escaping @Sendable (RPCIncoming<Request>, CallContext) async throws -> Response
    ) {
        stream(method.path) { source, sink, context in
            let response = try await handler(RPCIncoming(source, unreadable: .invalidArgument), context)
            try await sink.send(response.encoded())
        }
    }

    /// Enters the handler of a method with messages in both directions, each as it likes.
    package mutating func bidirectional<Request, Response>(
        _ method: RPCMethod<Request, Response>,
        _ handler: @escaping @Sendable (RPCIncoming<Request>, RPCOutgoing<Response>, CallContext) async throws -> Void
    ) {
        stream(method.path) { source, sink, context in
            try await handler(RPCIncoming(source, unreadable: .invalidArgument), RPCOutgoing(sink), context)
        }
    }

    private static func only<Request: WireMessage>(_ source: any RPCByteSource) async throws -> Request {
        let requests = RPCIncoming<Request>(source, unreadable: .invalidArgument).makeAsyncIterator()
        guard let request = try await requests.next() else { throw RPCStatus.notOneMessage }
        guard try await source.next() == nil else { throw RPCStatus.notOneMessage }
        return request
    }
}

extension RPCStatus {
    /// A call with no message or several, where the method has one (gRPC "Status codes and their use").
    static let notOneMessage = RPCStatus(
        .unimplemented, reason: "malformed", message: "the method takes exactly one message")
}
