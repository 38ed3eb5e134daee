/// The bounds that clients are told in the handshake and that services enforce.
package enum Limits {
    /// Greatest size of one client frame, bytes.
    package static let messageSize = 128 * 1024
    /// Greatest size of an uploaded file, bytes.
    package static let fileSize: Int64 = 8 * 1024 * 1024
    /// Members of a group; readers of a channel do not count.
    package static let groupMembers = 100_000
    /// Tags a user or a topic may have.
    package static let tagCount = 16
    /// Characters of a tag.
    package static let tagLength = 2...96
    /// Messages in one page of history, the default too.
    package static let historyPage = 100
    /// Rows in one page of subscriptions.
    package static let subscriptionPage = 1024
    /// Ranges in one deletion, and messages in one when it names more than one range.
    package static let deletedMessages = 1024
    /// How old a message may be, in seconds, that somebody deletes for everybody who does not run the topic; the default.
    package static let deletionAge = 600
    /// Different reactions to one message, whatever the operator and the topic say.
    package static let reactions = 8
    /// Bytes of a reaction.
    package static let reactionSize = 64
    /// Bytes of a client's own idempotency key.
    package static let idempotencyKey = 64
}
