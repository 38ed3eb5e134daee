import Wire

/// The way to one service, as clients see it: bytes out, bytes back.
///
/// In one process a table, between machines HTTP/2.
package protocol RPCTransport: Sendable {
    /// Makes a unary call.
    ///
    /// - Throws: the service's own status; `unimplemented` when it has no such method; `unavailable` when it cannot be
    ///   reached; `deadlineExceeded` when the timeout passed; `cancelled` when the caller's task was.
    func unary(_ path: String, _ request: [UInt8], options: CallOptions) async throws(RPCStatus) -> [UInt8]

    /// Opens a stream for the time of a body, which sends requests and reads answers.
    ///
    /// Leaving the body before the end of the answers cancels the call.
    ///
    /// - Throws: what the body throws. Failures of the call are thrown by the stream's ends, as those of a unary call;
    ///   when it cannot even be opened, from here.
    func stream<Value: Sendable>(
        _ path: String, options: CallOptions,
        _ body: @escaping @Sendable (any RPCByteSink, any RPCByteSource) async throws -> Value
    ) async throws -> Value
}

extension RPCTransport {
    /// A transport without streams.
    package func stream<Value: Sendable>(
        _ path: String, options: CallOptions,
        _ body: @escaping @Sendable (any RPCByteSink, any RPCByteSource) async throws -> Value
    ) async throws -> Value {
        throw RPCStatus(.unimplemented, reason: "not_implemented", message: "the transport has no streams")
    }
}

/// Makes calls of typed methods over a transport.
package struct RPCClient: Sendable {
    let transport: any RPCTransport

    /// Creates a client.
    package init(_ transport: any RPCTransport) {
        self.transport = transport
    }

    /// Makes a unary call.
    ///
    /// - Throws: what the transport throws, and `internal` for an answer that cannot be read.
    package func call<Request, Response>(
        _ method: RPCMethod<Request, Response>, _ request: Request, options: CallOptions = CallOptions()
    ) async throws(RPCStatus) -> Response {
        var options = options
        options.isIdempotent = method.isIdempotent
        let bytes = try await transport.unary(method.path, request.encoded(), options: options)
        do {
            return try Response(decoding: bytes)
        } catch {
            throw RPCStatus(.internal, reason: "malformed", message: "unreadable response: \(error)")
        }
    }
}
