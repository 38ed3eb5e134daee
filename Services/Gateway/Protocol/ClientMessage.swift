import Chat
import JSON

/// One frame from a client: exactly one request, and what stands beside it.
struct ClientMessage: Sendable {
    /// The requests of the client protocol; held apart, since the largest are much larger than the most frequent.
    indirect enum Request: Sendable {
        case hi(Hello)
        case acc(AccountRequest)
        case login(LoginAttempt)
        case sub(SubscribeCommand)
        case leave(LeaveCommand)
        case pub(PublishCommand)
        case get(GetCommand)
        case set(SetCommand)
        case del(DeleteCommand)
        case note(NoteCommand)
    }

    var request: Request
    var extra = Extra()

    /// The client's own number of the request, echoed in every answer to it; a note has none.
    var id: String? {
        switch request {
        case .hi(let request): request.id
        case .acc(let request): request.id
        case .login(let request): request.id
        case .sub(let request): request.id
        case .leave(let request): request.id
        case .pub(let request): request.id
        case .get(let request): request.id
        case .set(let request): request.id
        case .del(let request): request.id
        case .note: nil
        }
    }

    /// The topic as the client names it; nil for requests about the session.
    var topic: String? {
        switch request {
        case .hi, .acc, .login: nil
        case .sub(let request): request.topic
        case .leave(let request): request.topic
        case .pub(let request): request.topic
        case .get(let request): request.topic
        case .set(let request): request.topic
        case .del(let request): request.topic
        case .note(let request): request.topic
        }
    }
}

extension ClientMessage {
    /// The same, with the files that stand beside a request put into the description that refers to them.
    var withFiles: ClientMessage {
        guard !extra.attachments.isEmpty else { return self }
        var message = self
        switch request {
        case .acc(var command):
            command.description?.attachments = extra.attachments
            message.request = .acc(command)
        case .sub(var command):
            command.set?.description?.attachments = extra.attachments
            message.request = .sub(command)
        case .set(var command):
            command.changes.description?.attachments = extra.attachments
            message.request = .set(command)
        default:
            break
        }
        return message
    }
}

/// What may stand beside any request.
struct Extra: Sendable {
    /// Relative addresses of uploaded files that the request refers to.
    var attachments: [String] = []
    /// The user on whose behalf root acts.
    var onBehalfOf: String?
    var authLevel: String?
    /// The client's own idempotency key of a publish.
    var key: String?
}

/// Bytes that must never be seen in a log: they print as a placeholder.
struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    var bytes: [UInt8]

    var description: String { "<redacted>" }
    var debugDescription: String { description }
}

/// `hi`: the handshake.
struct Hello: Sendable {
    var id: String?
    var version: String?
    var userAgent: String?
    var device: String?
    var language: String?
    var platform: String?
    var isBackground = false
}

/// A credential in `acc`, `login` or `set`.
struct CredentialPart: Sendable {
    var method = ""
    var value: String?
    var response: String?
    var parameters: RawJSON?
}

/// `acc`: makes or changes an account.
struct AccountRequest: Sendable {
    var id: String?
    var user: String?
    var temporaryScheme: String?
    var temporarySecret: Secret?
    var status: String?
    var authLevel: String?
    var scheme: String?
    var secret: Secret?
    var logsIn = false
    var tags: [String] = []
    var description: DescriptionPart?
    var credentials: [CredentialPart] = []
}

/// `login`.
struct LoginAttempt: Sendable {
    var id: String?
    var scheme = ""
    var secret = Secret(bytes: [])
    var credentials: [CredentialPart] = []
}

/// The `desc` of `acc`, `sub` and `set`: each part is a patch.
struct DescriptionPart: Sendable {
    /// Mode letters as the client wrote them; nil where not said.
    var defaultAccess: (authenticated: String?, anonymous: String?)?
    var publicJSON: RawJSON?
    var trustedJSON: RawJSON?
    var privateJSON: RawJSON?
    /// Addresses of files that it refers to.
    var attachments: [String] = []
}

/// The `sub` of `sub` and `set`.
struct AccessPart: Sendable {
    var user: String?
    var mode: String?
}

/// What can be changed of a topic: `set`, and the inline `set` of `sub`.
struct SetPart: Sendable {
    var description: DescriptionPart?
    var access: AccessPart?
    var tags: [String]?
    var credential: CredentialPart?
    var auxiliary: RawJSON?
}

/// Bounds of one part of a query.
struct QueryOptions: Sendable {
    var user: String?
    var topic: String?
    /// Milliseconds: only what changed since.
    var modifiedSince: Int64?
    /// Inclusive.
    var since: Int64?
    /// Exclusive.
    var before: Int64?
    var limit: Int?
    /// The user or topic of the last row of the page before; this server's own addition.
    var after: String?
    /// Half-open; `high` nil is one sequence.
    var ranges: [SequenceRangePart] = []
}

/// `{low, hi}`: `low` alone is one sequence.
struct SequenceRangePart: Sendable, Equatable {
    var low: Int64
    var high: Int64?
}

/// What is asked of a topic: `get`, and the inline `get` of `sub`.
struct QueryPart: Sendable {
    /// The words of `what`, as written.
    var what: [String] = []
    var description: QueryOptions?
    var subscriptions: QueryOptions?
    var data: QueryOptions?
    var deletions: QueryOptions?
}

/// `sub`: creates, joins or attaches.
struct SubscribeCommand: Sendable {
    var id: String?
    var topic = ""
    var set: SetPart?
    var get: QueryPart?
}

/// `leave`: detaches, and unsubscribes if asked.
struct LeaveCommand: Sendable {
    var id: String?
    var topic = ""
    var unsubscribes = false
}

/// `pub`: a message.
struct PublishCommand: Sendable {
    var id: String?
    var topic = ""
    var noEcho = false
    /// A JSON object, opaque but for a few keys that the message service looks at.
    var head: RawJSON?
    var content = RawJSON.null
}

/// `get`.
struct GetCommand: Sendable {
    var id: String?
    var topic = ""
    var query = QueryPart()
}

/// `set`.
struct SetCommand: Sendable {
    var id: String?
    var topic = ""
    var changes = SetPart()
}

/// `del`.
struct DeleteCommand: Sendable {
    var id: String?
    var topic = ""
    /// `msg`, `topic`, `sub`, `user` or `cred`; `msg` when not said.
    var what = "msg"
    var ranges: [SequenceRangePart] = []
    var user: String?
    var credential: CredentialPart?
    var isHard = false
}

/// `note`: typing, receipts and signals; no answer.
struct NoteCommand: Sendable {
    var topic = ""
    var what = ""
    var sequence: Int64?
    var unread: Int?
    var event: String?
    var payload: RawJSON?
}
