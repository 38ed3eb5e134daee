import ParleyClient

/// The conversation on the screen: who is in it, what has been shown of it, and how far others have read.
struct OpenConversation {
    /// Somebody in the conversation.
    struct Member: Equatable {
        let user: String
        var isOnline: Bool
        var read: Int64
    }

    /// How long somebody counts as typing after a note of it.
    private static let typingLasts: Int64 = 6000

    let topic: String
    let user: String
    private(set) var members: [Member]
    /// The messages shown or skipped so far.
    private var seen: Set<Int64> = []
    /// The user's own among them.
    private var own: Set<Int64> = []
    private var typing: [String: Int64] = [:]
    /// What arrives before the last messages have been fetched; nil afterwards.
    private var held: [TopicMessage]? = []

    init(topic: String, user: String, members: [TopicSubscription]) {
        self.topic = topic
        self.user = user
        self.members = []
        update(members)
    }

    /// The number of the first message shown; nil before any is.
    var first: Int64? { seen.min() }
    /// The number of the last message shown; 0 before any is.
    var last: Int64 { seen.max() ?? 0 }
    /// Who is typing now.
    var typers: [String] { typing.keys.sorted() }

    /// Keeps a message back if those before it are still to come.
    ///
    /// - Returns: Whether it is kept back.
    mutating func hold(_ message: TopicMessage) -> Bool {
        held?.append(message)
        return held != nil
    }

    /// Ends the keeping back.
    ///
    /// - Returns: What was kept back.
    mutating func release() -> [TopicMessage] {
        defer { held = nil }
        return held ?? []
    }

    /// Takes up who is in the conversation.
    mutating func update(_ rows: [TopicSubscription]) {
        members = rows.compactMap { row in
            guard let user = row.user, !row.isDeleted else { return nil }
            return Member(user: user, isOnline: row.isOnline, read: row.read)
        }
    }

    /// Whether a message is new to the screen; from then on it is not.
    mutating func isNews(_ sequence: Int64, from sender: String?) -> Bool {
        if sender == user { own.insert(sequence) }
        return seen.insert(sequence).inserted
    }

    /// Whether all others have read a message.
    func isReadByAll(_ sequence: Int64) -> Bool {
        let others = members.filter { $0.user != user }
        return !others.isEmpty && others.allSatisfy { $0.read >= sequence }
    }

    /// Takes up how far somebody has read.
    ///
    /// - Returns: Whether a message of the user's own is among what was read now.
    mutating func mark(_ reader: String, read: Int64) -> Bool {
        guard reader != user else { return false }
        var before: Int64 = 0
        if let place = members.firstIndex(where: { $0.user == reader }) {
            before = members[place].read
            members[place].read = max(before, read)
        } else {
            members.append(Member(user: reader, isOnline: true, read: read))
        }
        return own.contains { $0 > before && $0 <= read }
    }

    /// Takes up that somebody comes or goes.
    mutating func mark(_ member: String, isOnline: Bool) {
        guard let place = members.firstIndex(where: { $0.user == member }) else { return }
        members[place].isOnline = isOnline
    }

    /// Takes up that somebody types.
    ///
    /// - Returns: Whether that is news.
    mutating func startTyping(_ typer: String, at now: Int64) -> Bool {
        guard typer != user else { return false }
        return typing.updateValue(now + Self.typingLasts, forKey: typer) == nil
    }

    /// Takes up that somebody has stopped typing, as one does to send.
    mutating func stopTyping(_ typer: String) {
        typing[typer] = nil
    }

    /// Forgets those who have not typed for a while.
    mutating func forgetTyping(at now: Int64) {
        typing = typing.filter { $0.value > now }
    }
}
