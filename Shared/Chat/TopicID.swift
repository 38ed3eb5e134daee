/// The one canonical name of a conversation inside the suite.
///
/// Users see other names for the same topic (a private chat is named after the peer, a channel's readers say `chn…`);
/// only the gateway translates, through ``TopicName``.
package enum TopicID: Hashable, Sendable {
    /// A private chat of two users, the lower identifier first: build it with ``p2p(of:and:)``.
    case p2p(UserID, UserID)
    /// A group or a channel.
    case group(UInt64)
    /// One user's notes to self.
    case notes(UserID)
    /// Reports to the administrators: everybody may write, only root reads.
    case system

    /// The private chat of two users, whichever of them asks; nil for a user and itself.
    package static func p2p(of one: UserID, and other: UserID) -> TopicID? {
        guard one != other else { return nil }
        return one < other ? .p2p(one, other) : .p2p(other, one)
    }

    /// Reads the canonical text; nil when it is none.
    package init?(_ text: String) {
        if text == "sys" {
            self = .system
            return
        }
        if let (one, other) = NumberText.numbers(in: text, after: "p2p") {
            guard let low = UserID(rawValue: one), let high = UserID(rawValue: other), low < high else { return nil }
            self = .p2p(low, high)
        } else if let number = NumberText.number(in: text, after: "grp") {
            self = .group(number)
        } else if let owner = NumberText.number(in: text, after: "slf").flatMap(UserID.init(rawValue:)) {
            self = .notes(owner)
        } else {
            return nil
        }
    }

    /// The other user of a private chat; nil for other topics, and for a user who is not in it.
    package func peer(of user: UserID) -> UserID? {
        guard case .p2p(let low, let high) = self else { return nil }
        if user == low { return high }
        return user == high ? low : nil
    }

    /// Whether this is a private chat.
    package var isP2P: Bool {
        if case .p2p = self { true } else { false }
    }
}

extension TopicID: CustomStringConvertible {
    /// The canonical text: also the key of the topic's records in the logs.
    package var description: String {
        switch self {
        case .p2p(let low, let high): NumberText.name("p2p", low.rawValue, high.rawValue)
        case .group(let number): NumberText.name("grp", number)
        case .notes(let owner): NumberText.name("slf", owner.rawValue)
        case .system: "sys"
        }
    }
}
