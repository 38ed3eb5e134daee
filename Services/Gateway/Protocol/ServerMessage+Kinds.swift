import Chat
import JSON

/// `ctrl`: the outcome of a request, or word from the server about the session.
struct ControlMessage: Sendable, Equatable {
    var id: String?
    var topic: String?
    var code: ReplyCode
    /// Written in the order of their names; nil leaves `params` out.
    var parameters: [ControlParameter]?
    /// Written as `params` in place of named values.
    var value: RawJSON?
    /// Milliseconds.
    var at: Int64

    init(
        _ code: ReplyCode, id: String? = nil, topic: String? = nil, parameters: [ControlParameter]? = nil, at: Int64
    ) {
        self.code = code
        self.id = id
        self.topic = topic
        self.parameters = parameters
        self.at = at
    }
}

/// One named value in the `params` of a `ctrl`.
struct ControlParameter: Sendable, Equatable {
    var name: String
    var value: RawJSON

    init(_ name: String, _ value: RawJSON) {
        self.name = name
        self.value = value
    }
}

/// `data`: one message.
struct DataMessage: Sendable, Equatable {
    var topic: String
    /// Left out for readers of a channel.
    var from: UserID?
    var at: Int64
    var sequence: Int64
    /// JSON object; empty when there is none.
    var head: [UInt8] = []
    /// JSON; empty when there is none.
    var content: [UInt8] = []
}

/// `pres`: something changed that the session may want to know.
struct PresenceMessage: Sendable, Equatable {
    var topic: String
    var source: String?
    var what: String
    var userAgent: String?
    var sequence: Int64?
    var clear: Int64?
    var deleted: [SequenceRangePart] = []
    var target: String?
    var actor: String?
    /// Changes of access; a side is left out when nil.
    var access: AccessChange?

    /// The `dacs` object.
    struct AccessChange: Sendable, Equatable {
        var want: String?
        var given: String?
    }
}

/// `info`: a note of another user, passed on.
struct InfoMessage: Sendable, Equatable {
    var topic: String
    var source: String?
    var from: String?
    var what: String
    var sequence: Int64?
    var event: String?
    var payload: RawJSON?
}

/// `meta`: an answer to `get`; exactly one of the parts is set.
struct MetaMessage: Sendable {
    var id: String?
    var topic: String
    var at: Int64
    var description: TopicDescription?
    var subscriptions: [SubscriptionRow]?
    var tags: [String]?
    var credentials: [CredentialRow]?
    var deletions: DeletionLog?
    var auxiliary: RawJSON?
}

/// `meta.desc`, in which whatever is nil, zero, false or empty is left out.
struct TopicDescription: Sendable {
    var createdAt: Int64?
    var updatedAt: Int64?
    var touchedAt: Int64?
    /// Only root is told.
    var state: String?
    var isOnline = false
    var isChannel = false
    var seen: LastSeen?
    var defaultAccess: DefaultAccess?
    var access: Access?
    /// For somebody else's account: the mode that a stranger would get, without want and given.
    var strangerMode: AccessMode?
    var sequence: Int64 = 0
    var read: Int64 = 0
    var received: Int64 = 0
    var clear: Int64 = 0
    var subscriberCount: Int64 = 0
    /// JSON; empty when there is none.
    var publicJSON: [UInt8] = []
    var trustedJSON: [UInt8] = []
    var privateJSON: [UInt8] = []
}

/// When and with what a user was last there.
struct LastSeen: Sendable, Equatable {
    var at: Int64
    var userAgent: String
}

/// One row of `meta.sub`: a member of a topic (`user`), or a topic of the user (`topic`).
struct SubscriptionRow: Sendable {
    var updatedAt: Int64?
    var deletedAt: Int64?
    var isOnline = false
    /// Written as an empty object when the viewer may not see it.
    var access: Access?
    /// For somebody found by a search: the mode that a stranger would get, without want and given.
    var strangerMode: AccessMode?
    var read: Int64 = 0
    var received: Int64 = 0
    var publicJSON: [UInt8] = []
    var trustedJSON: [UInt8] = []
    var privateJSON: [UInt8] = []
    var user: UserID?
    var topic: String?
    var touchedAt: Int64?
    var sequence: Int64 = 0
    var clear: Int64 = 0
    var subscriberCount: Int64 = 0
    var seen: LastSeen?
}

/// One row of `meta.cred`.
struct CredentialRow: Sendable, Equatable {
    var method: String
    var value: String
    var isDone: Bool
}

/// `meta.del`.
struct DeletionLog: Sendable, Equatable {
    var clear: Int64
    var ranges: [SequenceRangePart]
}
