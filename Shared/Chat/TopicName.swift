/// What a client calls a topic, as it stands in the `topic` field of the client protocol.
package enum TopicName: Hashable, Sendable {
    /// The user's own account, contacts and presence.
    case me
    /// Search.
    case find
    /// Notes to self.
    case notes
    /// Reports to the administrators.
    case system
    /// The private chat with this user.
    case user(UserID)
    /// A group, or a channel as its owner and members see it.
    case group(UInt64)
    /// A channel as its readers see it.
    case channel(UInt64)
    /// A group or channel still to be created; `placeholder` is the client's own word for it.
    case new(placeholder: String, isChannel: Bool)

    /// Reads a client's name; nil when no topic can have it.
    package init?(_ text: String) {
        switch text {
        case "me": self = .me
        case "fnd": self = .find
        case "slf": self = .notes
        case "sys": self = .system
        default:
            if let user = UserID(text) {
                self = .user(user)
            } else if let number = NumberText.number(in: text, after: "grp") {
                self = .group(number)
            } else if let number = NumberText.number(in: text, after: "chn") {
                self = .channel(number)
            } else if text.hasPrefix("new") || text.hasPrefix("nch") {
                self = .new(placeholder: text, isChannel: text.hasPrefix("nch"))
            } else {
                return nil
            }
        }
    }

    /// The canonical topic behind the name as `user` says it; nil for `me`, `fnd`, a topic still to be created, and a
    /// private chat with oneself.
    package func topic(for user: UserID) -> TopicID? {
        switch self {
        case .me, .find, .new: nil
        case .notes: .notes(user)
        case .system: .system
        case .user(let peer): .p2p(of: user, and: peer)
        case .group(let number), .channel(let number): .group(number)
        }
    }
}

extension TopicName: CustomStringConvertible {
    /// The wire text.
    package var description: String {
        switch self {
        case .me: "me"
        case .find: "fnd"
        case .notes: "slf"
        case .system: "sys"
        case .user(let user): user.description
        case .group(let number): NumberText.name("grp", number)
        case .channel(let number): NumberText.name("chn", number)
        case .new(let placeholder, _): placeholder
        }
    }
}

extension TopicID {
    /// What `user` calls this topic; a reader of a channel calls it `chn…`.
    package func name(for user: UserID, asReader: Bool = false) -> TopicName {
        switch self {
        case .p2p(let low, let high): .user(user == low ? high : low)
        case .group(let number): asReader ? .channel(number) : .group(number)
        case .notes: .notes
        case .system: .system
        }
    }
}
