import Chat

/// One session's attachment to a topic.
struct Attachment {
    let session: Session
    let user: UserID
    var access: Access
    /// A reader of a channel: sees `chn…` and no authors.
    let isReader: Bool
    /// The head when the session attached: what came before, it reads from history.
    let head: Int64

    /// Whether it is told what goes on in the topic besides messages.
    var hearsPresence: Bool { access.mode.contains(.presence) }
}

/// A session that has left a topic: what others are to know of it.
struct Departure {
    let user: UserID
    let topic: TopicID
    /// The session's name in the whole suite.
    let session: String
    /// Whether it took part in a call of the topic.
    let wasInCall: Bool
    /// Whether it was the last one of its user here whose presence had been told.
    let isLast: Bool
}

/// A session on its way into a topic, between asking whether it may and being there.
final class ArrivingSession {
    let user: UserID
    /// The session's name in the whole suite.
    let session: String
    /// Whether what was asked may have changed since.
    var isOutdated = false

    init(user: UserID, session: String) {
        self.user = user
        self.session = session
    }
}

/// What a shard knows of a topic that sessions of it are attached to.
///
/// Belongs to its shard alone: a class, so that nothing of it is copied for each delivery.
final class LocalTopic {
    let id: TopicID
    var order = DeliveryOrder<OutboundMessage>()
    var attachments: [Attachment] = []
    /// What the sessions are to be given by the end of the delivery under way.
    var unwritten = UnwrittenMessages()
    /// Attaching sessions that wait for replies; the topic is kept while there are any.
    var arriving: [ArrivingSession] = []
    /// Attached users whose presence in the topic this shard has told.
    var announced: Set<UserID> = []
    /// Whether the shard itself is counted as interested in the topic.
    var isHeld = false
    /// Whether the topic is no more: nobody is told that it has gone quiet.
    var isDeleted = false
    /// Counts the times the topic became empty, so that only the newest lingering ends it.
    var emptied = 0

    init(id: TopicID) {
        self.id = id
    }

    /// Whether nobody is attached or about to be.
    var isIdle: Bool {
        attachments.isEmpty && arriving.isEmpty
    }

    /// Where a session stands in ``attachments``.
    func index(of session: Session) -> Int? {
        attachments.firstIndex { $0.session === session }
    }

    /// Has attaching sessions ask anew: what they were told may have changed since.
    ///
    /// - `concerned`: those that it is about; all, where nothing is said.
    func outdateArrivals(where concerned: (ArrivingSession) -> Bool = { _ in true }) {
        for arrival in arriving where concerned(arrival) {
            arrival.isOutdated = true
        }
    }

    /// Whether a session of the user is attached.
    func holds(_ user: UserID) -> Bool {
        attachments.contains { $0.user == user }
    }
}
