import Chat

/// Messages of one topic that follow one another, on their way to a shard's sessions.
///
/// What those who see them alike are sent is put together once, when somebody asks for it.
///
/// Belongs to its shard.
final class MessageRun {
    let messages: [OutboundMessage]
    private var made = MadeByName<FrameRun>()

    /// A run of messages.
    ///
    /// - Parameter messages: At least one, of one topic, in order.
    init(_ messages: [OutboundMessage]) {
        self.messages = messages
    }

    /// The WebSocket frames for one user; the same for all who see the messages alike.
    func frames(for user: UserID, asReader: Bool) -> FrameRun {
        made.value(for: messages[0].topic.name(for: user, asReader: asReader)) {
            FrameRun(messages.map { asReader ? $0.readerFrame() : $0.frame(for: user) })
        }
    }
}
