import Contracts

/// What a batch has of one topic: a beginning, an end, and no hole between them.
struct TopicPart: Sendable {
    /// The topic's canonical name.
    let topic: String
    /// In order.
    private(set) var messages: [NewMessage]
    /// Where the topic stands after them.
    private(set) var last: Head

    /// The sequence of the first one.
    let first: Int64

    private init(_ first: NewMessage) {
        topic = first.message.topic
        messages = [first]
        self.first = first.message.sequence
        last = Head(sequence: first.message.sequence, at: first.message.at)
    }

    /// How far each author wrote.
    var lastOfSenders: [UInt64: Int64] {
        messages.reduce(into: [:]) { $0[$1.message.sender] = $1.message.sequence }
    }

    /// Takes a batch apart, in the order in which its topics come.
    ///
    /// - Returns: nil if a part has a hole.
    static func parts(of batch: [NewMessage]) -> [TopicPart]? {
        var parts: [TopicPart] = []
        var places: [String: Int] = [:]
        for new in batch {
            guard let place = places[new.message.topic] else {
                places[new.message.topic] = parts.count
                parts.append(TopicPart(new))
                continue
            }
            guard new.message.sequence == parts[place].last.sequence + 1 else { return nil }
            parts[place].messages.append(new)
            parts[place].last = Head(
                sequence: new.message.sequence, at: max(parts[place].last.at, new.message.at))
        }
        return parts
    }
}
