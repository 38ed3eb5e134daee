/// Why a server has turned a client or a call away, as the label `reason` of `parley_rpc_refusals_total`.
package enum RPCRefusal: String, CaseIterable, Sendable {
    /// There are as many connections as the server takes.
    case tooManyConnections = "too_many_connections"
    /// The client speaks HTTP/1.
    case http1
    /// The client speaks something else than HTTP/2, or nothing.
    case notHTTP2 = "not_http2"
    /// The client broke HTTP/2's rules in another way than those below.
    case protocolError = "protocol_error"
    /// A header list without end, be it in bytes or in frames.
    case headerFlood = "header_flood"
    /// More streams than is normal were reset by the client, or by the server because they were malformed.
    case resetFlood = "reset_flood"
    /// More settings than is normal.
    case settingsFlood = "settings_flood"
    /// More pings than is normal, or answers to them that are not taken.
    case pingFlood = "ping_flood"
    /// More frames of a body without any byte of it than is normal.
    case emptyDataFlood = "empty_data_flood"
    /// More frames that ask for nothing than is normal: of priorities, or of a kind that nobody knows.
    case idleFrameFlood = "idle_frame_flood"
    /// A request's header list is larger than allowed.
    case headersTooLarge = "headers_too_large"
    /// A request is HTTP's, but no call of gRPC.
    case notGRPC = "not_grpc"
    /// A message is larger than allowed.
    case messageTooLarge = "message_too_large"
    /// The calls of a connection hold as many bytes as they may.
    case connectionFull = "connection_full"
    /// A request did not come, or an answer was not taken, in the time there is.
    case stalled
    /// A call was not done when its caller stopped waiting.
    case deadlineExceeded = "deadline_exceeded"
}
