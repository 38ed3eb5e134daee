internal import NIOHTTP1

/// What becomes of a request: decided from its head alone.
enum EdgeRoute {
    /// The connection becomes a WebSocket.
    case webSocket(WebSocketHandshake, APIKey)
    /// A file is uploaded or asked for.
    case files(FileRequest)
    /// The request is refused.
    case refusal(HTTPReply)

    /// Decides on a request.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - apiKeys: What API keys are checked against.
    init(_ request: EdgeRequest, apiKeys: APIKeyRing) {
        // Browsers ask beforehand, and bring no key.
        if request.method == .OPTIONS, let files = FileRequest(request) {
            self = .files(files)
            return
        }
        guard let isChannel = Self.isChannel(request.path) else {
            self = .refusal(HTTPReply(.notFound))
            return
        }
        guard let key = request.apiKey.flatMap({ apiKeys.verify($0.utf8) }) else {
            self = .refusal(HTTPReply(.apiKeyRequired))
            return
        }
        if let files = FileRequest(request) {
            self = .files(files)
            return
        }
        guard isChannel else {
            self = .refusal(HTTPReply(.notImplemented))
            return
        }
        guard request.method == .GET else {
            self = .refusal(HTTPReply(.notAllowed, headers: [("Allow", "GET")]))
            return
        }
        do throws(WebSocketHandshake.Fault) {
            self = .webSocket(try WebSocketHandshake(request), key)
        } catch {
            self = .refusal(HTTPReply(error))
        }
    }

    /// Whether a path is that of the WebSocket, or of something else that needs an API key; nil if there is nothing.
    private static func isChannel(_ path: Substring) -> Bool? {
        switch path {
        case "/v0/channels": true
        case "/v0/channels/lp": false
        default: path.hasPrefix("/v0/file/") ? false : nil
        }
    }
}
