/// The conversations of the user and the people met in them, and how either is found by what somebody types.
struct Directory {
    /// What a typed name stands for.
    enum Finding: Equatable {
        case topic(String)
        /// Several answer to the name; these are what they are called in full.
        case several([String])
        case nothing
    }

    /// Who the user is.
    let user: String
    private(set) var conversations: [Conversation] = []
    private var people: [String: String] = [:]
    /// The topics of the list shown last, in its order.
    private var numbered: [String] = []

    init(user: String) {
        self.user = user
    }

    /// The conversation of a topic.
    subscript(topic: String) -> Conversation? {
        conversations.first { $0.topic == topic }
    }

    /// What a person or a topic is called; the id where no better name is known.
    func name(of id: String) -> String {
        if id == user { return "you" }
        if id == "slf" { return "Notes to self" }
        return (self[id]?.name ?? people[id]).map(\.printable) ?? id.printable
    }

    /// Takes up what the server knows of a conversation.
    mutating func learn(_ conversation: Conversation) {
        if let place = conversations.firstIndex(where: { $0.topic == conversation.topic }) {
            conversations[place] = conversation
        } else {
            conversations.append(conversation)
        }
    }

    /// Takes up what a person is called.
    mutating func learn(person: String, name: String) {
        people[person] = name
    }

    /// Changes what is known of a conversation, if it is known at all.
    mutating func change(_ topic: String, _ change: (inout Conversation) -> Void) {
        guard let place = conversations.firstIndex(where: { $0.topic == topic }) else { return }
        change(&conversations[place])
    }

    /// Forgets a conversation.
    mutating func forget(_ topic: String) {
        conversations.removeAll { $0.topic == topic }
    }

    /// Puts the conversations in order, the latest first, and gives them numbers.
    mutating func number() -> [Conversation] {
        conversations.sort { $0.touchedAt > $1.touchedAt }
        numbered = conversations.map(\.topic)
        return conversations
    }

    /// Gives numbers to topics in an order.
    mutating func number(_ topics: [String]) {
        numbered = topics
    }

    /// Finds what a number of the list shown last, an id or a name stands for.
    ///
    /// A name is found by itself, by one of its words, or by how it or one of its words begins: whatever fits best.
    func find(_ typed: String) -> Finding {
        if let number = Int(typed), numbered.indices.contains(number - 1) { return .topic(numbered[number - 1]) }
        if Self.isID(typed) { return .topic(typed) }
        let typed = typed.lowercased()
        let fits: [(String) -> Bool] = [
            { $0 == typed },
            { $0.split(separator: " ").contains { $0 == typed } },
            { $0.hasPrefix(typed) },
            { $0.split(separator: " ").contains { $0.hasPrefix(typed) } },
        ]
        let names = candidates
        for fits in fits {
            let found = names.filter { fits($0.name.lowercased()) }
            if found.count == 1 { return .topic(found[0].topic) }
            if found.count > 1 { return .several(found.map { "\($0.name) (\($0.topic))" }.sorted()) }
        }
        return .nothing
    }

    private var candidates: [(topic: String, name: String)] {
        var names: [String: String] = ["slf": name(of: "slf")]
        for person in people.keys where person != user { names[person] = name(of: person) }
        for conversation in conversations { names[conversation.topic] = name(of: conversation.topic) }
        return names.map { (topic: $0.key, name: $0.value) }
    }

    private static func isID(_ text: String) -> Bool {
        guard text != "slf", text != "sys" else { return true }
        return text.utf8.count == 14 && ["usr", "grp", "chn"].contains { text.hasPrefix($0) }
    }
}
