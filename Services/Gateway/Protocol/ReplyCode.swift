/// The outcome of a request as `ctrl` tells it: a number for programs and a text, which some clients match as well.
struct ReplyCode: Sendable, Hashable {
    /// 2xx done, 3xx done otherwise, 4xx the client's fault, 5xx ours.
    let number: Int
    /// Fixed for each outcome.
    let text: String

    /// Names an outcome: those of this server's own are below, a plugin may have others.
    init(_ number: Int, _ text: String) {
        self.number = number
        self.text = text
    }
}

extension ReplyCode {
    // MARK: Done

    static let ok = ReplyCode(200, "ok")
    static let created = ReplyCode(201, "created")
    /// A message was taken in; `params.seq` is its number.
    static let accepted = ReplyCode(202, "accepted")
    /// There is nothing of what was asked for in `params.what`.
    static let noContent = ReplyCode(204, "no content")
    /// The session was put out of a topic, or of the server when no topic is named.
    static let evicted = ReplyCode(205, "evicted")
    static let serverShutdown = ReplyCode(205, "server shutdown")
    /// A page of what was asked for ends here; `params` has `what` and `count`.
    static let delivered = ReplyCode(208, "delivered")

    // MARK: Done otherwise

    /// The secret was right, but the credentials in `params.cred` are still to be proved.
    static let validateCredentials = ReplyCode(300, "validate credentials")
    static let challenge = ReplyCode(300, "challenge")
    static let authReset = ReplyCode(301, "auth reset")
    /// The topic has another name for this user: `params.topic`.
    static let useOther = ReplyCode(303, "use other")
    static let alreadySubscribed = ReplyCode(304, "already subscribed")
    static let notJoined = ReplyCode(304, "not joined")
    static let noAction = ReplyCode(304, "no action")
    static let notModified = ReplyCode(304, "not modified")
    static let found = ReplyCode(307, "found")

    // MARK: The client's fault

    static let malformed = ReplyCode(400, "malformed")
    static let authenticationRequired = ReplyCode(401, "authentication required")
    static let authenticationFailed = ReplyCode(401, "authentication failed")
    static let unknownAuthenticationScheme = ReplyCode(401, "unknown authentication scheme")
    static let permissionDenied = ReplyCode(403, "permission denied")
    static let apiKeyRequired = ReplyCode(403, "valid API key required")
    static let invalidSession = ReplyCode(403, "invalid or expired session")
    static let topicNotFound = ReplyCode(404, "topic not found")
    static let userNotFound = ReplyCode(404, "user not found")
    static let notFound = ReplyCode(404, "not found")
    static let notAllowed = ReplyCode(405, "operation or method not allowed")
    static let alreadyAuthenticated = ReplyCode(409, "already authenticated")
    static let duplicateCredential = ReplyCode(409, "duplicate credential")
    static let attachFirst = ReplyCode(409, "must attach first")
    static let alreadyExists = ReplyCode(409, "already exists")
    static let commandOutOfSequence = ReplyCode(409, "command out of sequence")
    static let gone = ReplyCode(410, "gone")
    static let tooLarge = ReplyCode(413, "too large")
    /// The file is none that the request makes sense for.
    static let unsupportedType = ReplyCode(415, "unsupported media type")
    static let policyViolation = ReplyCode(422, "policy violation")
    /// Too much at once; `params.retry` says after how many seconds to try again.
    static let tooManyRequests = ReplyCode(429, "too many requests")
    static let busyHere = ReplyCode(486, "busy here")

    // MARK: Ours

    static let internalError = ReplyCode(500, "internal error")
    static let notImplemented = ReplyCode(501, "not implemented")
    static let serviceUnavailable = ReplyCode(503, "service unavailable")
    static let timeout = ReplyCode(504, "timeout")
    static let versionNotSupported = ReplyCode(505, "version not supported")
}
