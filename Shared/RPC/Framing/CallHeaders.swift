/// Calls as header lists: what gRPC writes at the begin and at the end of a stream (gRPC over HTTP/2).
enum CallHeaders {
    static let contentType = "application/grpc"
    static let details = "grpc-status-details-bin"
    static let retryAfter = "grpc-retry-pushback-ms"

    /// Names of the protocol, which are no metadata of the call.
    private static let reserved: Set<String> = [
        "te", "content-type", "content-length", "user-agent", "connection", "host", "date", "server", details,
        retryAfter,
    ]

    /// Whether a field belongs to the caller or the service, and not to the protocol.
    static func isMetadata(_ name: String) -> Bool {
        !name.hasPrefix(":") && !reserved.contains(name) && (!name.hasPrefix("grpc-") || name == "grpc-trace-bin")
    }

    /// What travels beside the call.
    static func metadata(_ headers: HTTP2Headers) -> RPCMetadata {
        var metadata = RPCMetadata()
        for field in headers.fields where isMetadata(field.name) {
            metadata.add(field.name, field.value)
        }
        return metadata
    }

    /// The begin of a call.
    static func request(path: String, authority: String, scheme: String, options: CallOptions) -> HTTP2Headers {
        var headers: HTTP2Headers = [
            ":method": "POST", ":scheme": scheme, ":path": path, ":authority": authority, "te": "trailers",
            "content-type": contentType, "user-agent": "parley",
        ]
        if let timeout = options.timeout {
            headers.add("grpc-timeout", CallTimeout.encode(timeout))
        }
        headers.add(options.metadata)
        return headers
    }

    /// The begin of an answer.
    static func response(_ metadata: RPCMetadata) -> HTTP2Headers {
        var headers: HTTP2Headers = [":status": "200", "content-type": contentType]
        headers.add(metadata)
        return headers
    }

    /// The end of an answer; nil for success.
    static func trailers(_ status: RPCStatus?) -> HTTP2Headers {
        var headers = HTTP2Headers()
        headers.add(status: status)
        return headers
    }

    /// An answer that is only a status.
    static func refusal(_ status: RPCStatus, metadata: RPCMetadata = RPCMetadata()) -> HTTP2Headers {
        var headers = response(metadata)
        headers.add(status: status)
        return headers
    }
}

extension HTTP2Headers {
    fileprivate mutating func add(_ metadata: RPCMetadata) {
        for field in metadata.fields where CallHeaders.isMetadata(field.name) {
            add(field.name, field.value)
        }
    }

    fileprivate mutating func add(status: RPCStatus?) {
        add("grpc-status", "\(status?.code.rawValue ?? 0)")
        guard let status else { return }
        if !status.message.isEmpty {
            add("grpc-message", StatusText.encode(status.message))
        }
        if !status.reason.isEmpty {
            add(CallHeaders.details, StatusDetails(status).header)
        }
        if let delay = status.retryAfter {
            let (seconds, attoseconds) = delay.components
            add(
                CallHeaders.retryAfter,
                "\(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)")
        }
    }
}
