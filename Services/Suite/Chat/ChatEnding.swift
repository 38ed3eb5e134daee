import ParleyClient

/// How a chat ends: the status of the program, and what to say about it.
struct ChatEnding: Error, Equatable {
    let status: Int32
    let complaint: String?

    /// All is well.
    static let done = ChatEnding(status: 0, complaint: nil)
    /// Ctrl-C, as shells count it.
    static let interrupted = ChatEnding(status: 130, complaint: nil)
    /// Something of a written input could not be done; what, has been shown.
    static let notDone = ChatEnding(status: 1, complaint: nil)

    /// The server cannot be reached (`EX_UNAVAILABLE`).
    static func unreachable(_ reason: String) -> ChatEnding {
        ChatEnding(status: 69, complaint: reason)
    }

    /// The server does not let this user in (`EX_NOPERM`).
    static func notPermitted(_ reason: String) -> ChatEnding {
        ChatEnding(status: 77, complaint: reason)
    }

    /// Whether it is worth while to try again.
    var mayPass: Bool { status == 69 }

    /// What a failure on the way into the server means.
    init(_ error: ClientError, url: String, user: String) {
        switch error {
        case .invalidAddress:
            self.init(status: 64, complaint: "\(url.printable) is not an address: it has to be ws://host[:port]")
        case .unreachable(let reason): self = .unreachable("cannot reach \(url): \(reason)")
        case .notUpgraded: self = .notPermitted("\(url) does not take this client: a wrong path, or a wrong API key")
        case .refused(code: 401, _, _): self = .notPermitted("\(user.printable) cannot log in: wrong name or password")
        case .refused(let code, let text, _) where code < 500:
            self = .notPermitted("\(user.printable) cannot log in: \(text.printable)")
        case .refused(_, let text, _): self = .unreachable("\(url) cannot serve now: \(text.printable)")
        case .timeout: self = .unreachable("\(url) does not answer")
        case .closed, .cancelled: self = .unreachable("\(url) closed the connection")
        case .unexpectedAnswer: self = .unreachable("\(url) does not speak the protocol")
        }
    }

    private init(status: Int32, complaint: String?) {
        self.status = status
        self.complaint = complaint
    }
}
