/// What makes two publishes the same: one author, one topic, one key.
///
/// Keys are compared byte by byte, as stores do. Swift takes texts for equal that only look alike (`é` in one code
/// point and in two); a plan that followed it would never agree with the store, and never be stored.
package struct MessageKey: Sendable {
    /// The topic's canonical name.
    package var topic: String
    /// The author.
    package var sender: UInt64
    /// The key that the author chose.
    package var key: String

    /// Names a publish.
    package init(topic: String, sender: UInt64, key: String) {
        self.topic = topic
        self.sender = sender
        self.key = key
    }
}

extension MessageKey: Hashable {
    package static func == (left: MessageKey, right: MessageKey) -> Bool {
        left.sender == right.sender && left.topic.utf8.elementsEqual(right.topic.utf8)
            && left.key.utf8.elementsEqual(right.key.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(sender)
        var key = key
        key.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
