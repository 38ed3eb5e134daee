/// How a call ended, from what its last header list says.
enum CallOutcome {
    /// Reads the end of an answer.
    ///
    /// - Returns: nil for success.
    static func status(_ trailers: HTTP2Headers) -> RPCStatus? {
        guard let text = trailers["grpc-status"] else {
            return RPCStatus(.unknown, reason: "no_status", message: "the answer ended without a status")
        }
        // Numbers that this version does not know mean `unknown` (gRPC "Status codes and their use").
        let code = Int32(text).flatMap(StatusCode.init(rawValue:)) ?? .unknown
        guard code != .ok else { return nil }
        let details = trailers[CallHeaders.details].flatMap(StatusDetails.init(header:))
        let pushback = trailers[CallHeaders.retryAfter].flatMap(Int64.init).map { Duration.milliseconds($0) }
        return RPCStatus(
            code, reason: details?.reason ?? "", message: StatusText.decode(trailers["grpc-message"] ?? ""),
            retryAfter: pushback ?? details?.retryAfter)
    }

    /// The meaning of an answer that is not gRPC's (gRPC "HTTP to gRPC Status Code Mapping").
    static func status(http: String) -> RPCStatus {
        let code: StatusCode =
            switch http {
            case "400": .internal
            case "401": .unauthenticated
            case "403": .permissionDenied
            case "404": .unimplemented
            case "429", "502", "503", "504": .unavailable
            default: .unknown
            }
        return RPCStatus(code, reason: "http", message: "the peer answered with HTTP status \(http)")
    }

    /// The meaning of a stream that was reset (gRPC over HTTP/2, "Errors").
    static func status(reset code: HTTP2ErrorCode) -> RPCStatus {
        switch code {
        case .refusedStream: RPCStatus(.unavailable, reason: "refused", message: "the peer refused the stream")
        case .cancel: RPCStatus(.cancelled, reason: "reset", message: "the peer cancelled the stream")
        case .enhanceYourCalm: RPCStatus(.resourceExhausted, reason: "reset", message: "the peer wants fewer calls")
        case .inadequateSecurity: RPCStatus(.permissionDenied, reason: "reset", message: "the peer wants more security")
        default: RPCStatus(.internal, reason: "reset", message: "the stream was reset with code \(code.rawValue)")
        }
    }
}
