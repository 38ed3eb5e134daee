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
    package init?(_ text: some StringProtocol) {
        if text == "sys" {
            self = .system
            return
        }
        let body = text.dropFirst(3)
        switch text.prefix(3) {
        case "p2p":
            guard let bytes = Base64URL.decode(body, count: 16),
                let low = UserID(rawValue: UInt64(littleEndianBytes: bytes[..<8])),
                let high = UserID(rawValue: UInt64(littleEndianBytes: bytes[8...])), low < high
            else { return nil }
            self = .p2p(low, high)
        case "grp":
            guard let bytes = Base64URL.decode(body, count: 8) else { return nil }
            self = .group(UInt64(littleEndianBytes: bytes))
        case "slf":
            guard let bytes = Base64URL.decode(body, count: 8),
                let owner = UserID(rawValue: UInt64(littleEndianBytes: bytes))
            else { return nil }
            self = .notes(owner)
        default:
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
        case .p2p(let low, let high):
            "p2p" + Base64URL.encode(low.rawValue.littleEndianBytes + high.rawValue.littleEndianBytes)
        case .group(let number): "grp" + Base64URL.encode(number.littleEndianBytes)
        case .notes(let owner): "slf" + Base64URL.encode(owner.rawValue.littleEndianBytes)
        case .system: "sys"
        }
    }
}
