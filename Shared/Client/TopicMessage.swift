package import JSON

/// A message of a topic.
package struct TopicMessage: Sendable, Equatable {
    /// The topic, as this user calls it.
    package let topic: String
    /// Who said it; nil for readers of a channel.
    package let sender: String?
    /// Its number in the topic, from 1 on.
    package let sequence: Int64
    /// When the server took it, in milliseconds since 1970, UTC.
    package let sentAt: Int64
    /// What is said of the content, an object.
    package let head: RawJSON?
    /// A string, or an object such as a Drafty document.
    package let content: RawJSON

    /// Reads the body of a `data`; nil for what lacks a topic or a number.
    package init?(_ body: RawJSON) {
        guard let message = body.object, let topic = message["topic"]?.string, let sequence = message["seq"]?.int else {
            return nil
        }
        self.topic = topic
        self.sequence = sequence
        sender = message["from"]?.string
        sentAt = message["ts"]?.string.flatMap(Timestamp.parse) ?? 0
        head = message["head"]
        content = message["content"] ?? .null
    }

    /// The number of the message that this one is the new text of; nil for a message of its own.
    package var replaces: Int64? {
        guard let reference = head?.object?["replace"]?.string else { return nil }
        return Int64(reference.drop { $0 == ":" })
    }

    /// The content as plain text: a string, or the `txt` of a Drafty document; nil when there is none.
    package var plainText: String? {
        content.string ?? content.object?["txt"]?.string
    }
}
