import Foundation

/// One delivery as a conversation (RFC 5321): what the server says goes in, what is to be done comes out.
///
/// Nothing is sent in advance, so that every answer belongs to what was said last.
struct SMTPDialogue {
    /// What to do next.
    enum Action: Equatable {
        /// Send a line, without its end.
        case send(String)
        /// Begin TLS now; then go on with ``SMTPDialogue/secured()``.
        case startTLS
        /// Send the message and a line with a dot.
        case sendMessage
        /// The mail is delivered; say goodbye and hang up.
        case done
    }

    private enum State {
        case greeting, hello, startTLS, securing, login, from, recipient, data, message, over
    }

    private let envelope: (from: String, to: String)
    private let helloName: String
    private let account: (user: String, password: String)?
    private let isTLSWanted: Bool
    private var state = State.greeting
    private var isSecure: Bool

    /// Prepares a delivery.
    ///
    /// - `isSecure`: whether the connection is protected from its beginning.
    /// - `isTLSWanted`: whether it has to be before anything that matters is said.
    init(
        from: String, to: String, helloName: String, account: (user: String, password: String)?, isSecure: Bool,
        isTLSWanted: Bool
    ) {
        envelope = (from, to)
        self.helloName = helloName
        self.account = account
        self.isSecure = isSecure
        self.isTLSWanted = isTLSWanted
    }

    /// Takes the server's answer to what was said last, or its greeting.
    ///
    /// - Throws: ``SMTPFailure`` when the server does not do what is wanted.
    mutating func receive(_ reply: SMTPReply) throws(SMTPFailure) -> Action {
        switch state {
        case .greeting:
            try expect(reply, 220)
            state = .hello
            return .send("EHLO \(helloName)")
        case .hello:
            try expect(reply, 250)
            return try afterHello(reply)
        case .startTLS:
            try expect(reply, 220)
            state = .securing
            return .startTLS
        case .login:
            try expect(reply, 235)
            return begin()
        case .from:
            try expect(reply, 250)
            state = .recipient
            return .send("RCPT TO:<\(envelope.to)>")
        case .recipient:
            // 251: taken in for somebody who has moved.
            if reply.code != 251 { try expect(reply, 250) }
            state = .data
            return .send("DATA")
        case .data:
            try expect(reply, 354)
            state = .message
            return .sendMessage
        case .message:
            try expect(reply, 250)
            state = .over
            return .done
        case .securing, .over:
            throw SMTPFailure.unexpected
        }
    }

    /// Goes on after TLS has begun: what the server said before counts no more (RFC 3207 section 4.2).
    mutating func secured() -> Action {
        isSecure = true
        state = .hello
        return .send("EHLO \(helloName)")
    }

    private mutating func afterHello(_ reply: SMTPReply) throws(SMTPFailure) -> Action {
        if isTLSWanted, !isSecure {
            guard reply.offers("STARTTLS") else { throw .noTLS }
            state = .startTLS
            return .send("STARTTLS")
        }
        guard let account else { return begin() }
        guard reply.offers("AUTH", "PLAIN") else { throw .noLogin }
        state = .login
        let secret = [0] + Array(account.user.utf8) + [0] + Array(account.password.utf8)
        return .send("AUTH PLAIN \(Data(secret).base64EncodedString())")
    }

    private mutating func begin() -> Action {
        state = .from
        return .send("MAIL FROM:<\(envelope.from)>")
    }

    private func expect(_ reply: SMTPReply, _ code: Int) throws(SMTPFailure) {
        guard reply.code != code else { return }
        switch reply.code {
        case 400..<500: throw .later(reply.code)
        case 500..<600: throw .refused(reply.code)
        default: throw .unexpected
        }
    }
}

/// An answer of a mail server: a code, and the texts of its lines.
struct SMTPReply: Equatable {
    var code: Int
    var lines: [String]

    /// Whether a greeting's lines name an extension, with a parameter if one is wanted.
    func offers(_ name: String, _ parameter: String? = nil) -> Bool {
        lines.dropFirst().contains { line in
            let words = line.uppercased().split { $0 == " " || $0 == "=" }.map(String.init)
            return words.first == name && (parameter.map { words.dropFirst().contains($0) } ?? true)
        }
    }
}

/// Why a mail is not delivered.
enum SMTPFailure: Error, Hashable, Sendable {
    /// The server is too busy, or has another reason that will pass (4xx).
    case later(Int)
    /// The server refuses for good (5xx).
    case refused(Int)
    /// The server does not offer TLS, but it has to.
    case noTLS
    /// The server does not let anybody log in with a password.
    case noLogin
    /// Something that is no answer, or none to what was said.
    case unexpected
    /// The server cannot be reached, hung up, or is not the one that its certificate should name.
    case disconnected
    /// The delivery took too long.
    case timeout

    /// Whether it may go well another time.
    var mayPass: Bool {
        switch self {
        case .later, .disconnected, .timeout: true
        case .refused, .noTLS, .noLogin, .unexpected: false
        }
    }
}
