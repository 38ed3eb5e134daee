/// Who is at the other end of a connection with TLS.
struct RPCCaller {
    /// The Parley service that the certificate names; nil for one that names none.
    let service: String?
}

/// What a client asks for, read from the begin of its stream.
struct ServerRequest {
    let handler: ServerCall.Handler
    let metadata: RPCMetadata
    let timeout: Duration?

    /// An answer without a call.
    enum Refusal: Error {
        /// The request is not gRPC's: an HTTP status tells (gRPC over HTTP/2, "Requests").
        case http(String)
        case status(RPCStatus)
    }

    /// Reads the begin of a stream.
    ///
    /// - Parameters:
    ///   - headers: What the client sent.
    ///   - router: What is served.
    ///   - caller: What the client's certificate says; nil on a connection without TLS, where nobody is known.
    /// - Throws: the answer, where there is nothing to serve.
    init(_ headers: HTTP2Headers, router: RPCRouter, caller: RPCCaller?) throws(Refusal) {
        guard headers[":method"] == "POST" else { throw .http("405") }
        guard let type = headers["content-type"], Self.isGRPC(type) else { throw .http("415") }
        let path = headers[":path"] ?? ""
        if let caller, !router.admits(caller.service, to: path) {
            throw .status(
                RPCStatus(.permissionDenied, reason: "caller", message: "this service may not call \(path)"))
        }
        if let handler = router.unaryHandler(for: path) {
            self.handler = .unary(handler)
        } else if let handler = router.streamHandler(for: path) {
            self.handler = .stream(handler)
        } else {
            throw .status(router.absent(path))
        }
        if let encoding = headers["grpc-encoding"], encoding != "identity" {
            throw .status(
                RPCStatus(.unimplemented, reason: "compressed", message: "compression is not supported: \(encoding)"))
        }
        if let text = headers["grpc-timeout"] {
            guard let timeout = CallTimeout.decode(text) else {
                throw .status(RPCStatus(.invalidArgument, reason: "malformed", message: "malformed grpc-timeout"))
            }
            self.timeout = timeout
        } else {
            timeout = nil
        }
        metadata = CallHeaders.metadata(headers)
    }

    /// `application/grpc`, with a suffix or parameters if the client likes.
    private static func isGRPC(_ type: String) -> Bool {
        let type = type.lowercased()
        guard type.hasPrefix(CallHeaders.contentType) else { return false }
        return type.count == CallHeaders.contentType.count
            || "+;".contains(type.dropFirst(CallHeaders.contentType.count).first ?? " ")
    }
}
