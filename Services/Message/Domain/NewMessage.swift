package import Contracts

/// A message that has its place and is to be stored.
package struct NewMessage: Sendable, Equatable {
    /// The message at its place.
    package var message: StoredMessage
    /// The key that it was published with.
    package var key: String

    /// Names a message and the key that it was published with.
    package init(message: StoredMessage, key: String) {
        self.message = message
        self.key = key
    }

    /// What makes another publish the same as this one.
    package var messageKey: MessageKey {
        MessageKey(topic: message.topic, sender: message.sender, key: key)
    }

    /// Where it stands.
    package var place: MessagePlace {
        MessagePlace(topic: message.topic, sequence: message.sequence)
    }
}
