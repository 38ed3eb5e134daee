import Chat

extension UserID {
    static let alice = person(1)
    static let bob = person(2)
    static let carol = person(3)
    static let dave = person(4)
    /// A user whose number does not fit a signed integer.
    static let zoe = person(.max)

    static func person(_ number: UInt64) -> UserID {
        guard let user = UserID(rawValue: number) else { preconditionFailure("0 is nobody") }
        return user
    }
}

extension TopicID {
    static func chat(_ one: UserID, _ other: UserID) -> TopicID {
        guard let topic = TopicID.p2p(of: one, and: other) else { preconditionFailure("a chat needs two") }
        return topic
    }
}

/// The mode that is written with these letters.
func letters(_ text: String) -> AccessMode {
    guard let mode = AccessMode(text) else { preconditionFailure("no mode: \(text)") }
    return mode
}

extension Access {
    /// Reads `want/given`, such as `JRWPS/JRW`.
    init(_ text: String) {
        let parts = text.split(separator: "/")
        self.init(want: letters(String(parts[0])), given: letters(String(parts[1])))
    }

    var text: String { "\(want)/\(given)" }
}
