internal import NIOHTTP1

/// What becomes of a request.
enum EdgeRoute {
    /// The connection becomes a WebSocket.
    case webSocket(WebSocketHandshake)
    /// The request belongs to a session of long polls, or opens one.
    case longPoll(LongPollRequest)
    /// A file is uploaded or asked for.
    case files(FileRequest)
    /// The request asks for a file of the web client.
    case webFile(StaticFileRequest)
    /// The request is answered at once.
    case reply(HTTPReply)

    /// The client protocol's own part of all paths.
    private static let api: Substring = "/v0/"
    private static let channel: Substring = "/v0/channels"
    private static let polls: Substring = "/v0/channels/lp"
    private static let files: Substring = "/v0/file/"

    /// Decides on a request that has come whole.
    ///
    /// - Parameters:
    ///   - request: The request, with its body if that is taken in.
    ///   - router: What is looked at.
    init(_ request: EdgeRequest, router: EdgeRouter) {
        if router.isOpenToAll {
            self = Self.webSocketRoute(request, router)
        } else if request.path.hasPrefix(Self.api) {
            self = Self.protocolRoute(request, router)
        } else if router.servesWebRoot {
            self = Self.webRootRoute(request)
        } else {
            self = .reply(HTTPReply(.notFound))
        }
    }

    /// Whether the body of a request is taken in: nobody reads any other, and there is no use in waiting for it.
    ///
    /// - Parameters:
    ///   - request: The request's head.
    ///   - router: What is looked at.
    /// - Returns: Whether to wait for the body.
    static func takesBody(_ request: EdgeRequest, router: EdgeRouter) -> Bool {
        guard !router.isOpenToAll, request.path == polls, LongPollRequest.methods.contains(request.method) else {
            return false
        }
        // A form may have the key in it.
        return request.isForm || router.admits(request)
    }

    private static func protocolRoute(_ request: EdgeRequest, _ router: EdgeRouter) -> EdgeRoute {
        guard request.path == channel || request.path == polls || request.path.hasPrefix(files) else {
            return .reply(HTTPReply(.notFound))
        }
        // Before a browser asks across origins it asks whether it may, and has no key then.
        if request.method == .OPTIONS {
            if request.path == polls { return .reply(.preflight) }
            if let file = FileRequest(request) { return .files(file) }
        }
        guard router.admits(request) else {
            return .reply(HTTPReply(.apiKeyRequired, headers: request.path == polls ? HTTPReply.crossOrigin : []))
        }
        switch request.path {
        case channel:
            return webSocketRoute(request, router)
        case polls:
            guard LongPollRequest.methods.contains(request.method) else {
                return .reply(
                    HTTPReply(.notAllowed, headers: [("Allow", "GET, POST, OPTIONS")] + HTTPReply.crossOrigin))
            }
            return .longPoll(LongPollRequest(request))
        default:
            return FileRequest(request).map(EdgeRoute.files) ?? .reply(HTTPReply(.notFound))
        }
    }

    private static func webSocketRoute(_ request: EdgeRequest, _ router: EdgeRouter) -> EdgeRoute {
        guard request.method == .GET else {
            return .reply(HTTPReply(.notAllowed, headers: [("Allow", "GET")]))
        }
        do throws(WebSocketHandshake.Fault) {
            return .webSocket(try WebSocketHandshake(request, compression: router.compression))
        } catch {
            return .reply(HTTPReply(error))
        }
    }

    private static func webRootRoute(_ request: EdgeRequest) -> EdgeRoute {
        guard request.method == .GET || request.method == .HEAD else {
            return .reply(.text(405, "method not allowed\n", headers: [("Allow", "GET, HEAD")]))
        }
        guard let file = StaticFileRequest(request) else { return .reply(.noFile) }
        return .webFile(file)
    }
}
