import ParleyClient

/// Some messages of a conversation, oldest first, with later edits put where the first text stood.
struct MessagePage {
    let messages: [TopicMessage]
    /// The last edit of each message that is edited on this page, by the number of the message.
    private var edits: [Int64: TopicMessage] = [:]

    init(_ messages: [TopicMessage]) {
        self.messages = messages
        let originals = Dictionary(messages.map { ($0.sequence, $0) }) { $1 }
        for message in messages {
            // What others put in the place of somebody's words is not believed.
            guard let replaced = message.replaces, let original = originals[replaced], original.replaces == nil,
                original.sender == message.sender
            else { continue }
            edits[replaced] = message
        }
    }

    /// Whether a message is an edit that is shown in the place of what it edits.
    func isShownElsewhere(_ message: TopicMessage) -> Bool {
        guard let replaced = message.replaces, let last = edits[replaced] else { return false }
        return last.sender == message.sender
    }

    /// Whether a message is shown with a later text.
    func isEdited(_ message: TopicMessage) -> Bool {
        edits[message.sequence] != nil
    }

    /// The lines of a message's text as it is now.
    func text(of message: TopicMessage) -> [String] {
        (edits[message.sequence] ?? message).shownLines
    }
}
