import Chat
import JSON

/// The head of a publish, as far as the gateway cares: clients may not name a sender, and a call is not a plain message.
struct PublishHead {
    /// The object with the true `sender` or none, empty when nothing is left.
    let bytes: [UInt8]
    /// Whether the message starts a call.
    let startsCall: Bool

    /// - `sender`: who really publishes, when that is not the author.
    /// - Throws: 400 when the head is not an object.
    init(_ head: RawJSON?, sender: UserID? = nil) throws(Refusal) {
        let head = head.flatMap { $0.isNull ? nil : $0 } ?? .object([:])
        guard let object = head.object else { throw Refusal(.malformed) }
        startsCall = object["webrtc"] != nil
        let kept = object.filter { $0.key != "sender" }
        if kept.isEmpty, sender == nil {
            bytes = []
        } else if sender == nil, kept.count == object.count {
            bytes = head.bytes
        } else {
            bytes =
                RawJSON.build { writer in
                    writer.beginObject()
                    for (key, value) in kept {
                        writer.key(naming: key)
                        writer.raw(value)
                    }
                    if let sender { writer.field("sender", "\(sender)") }
                    writer.endObject()
                }.bytes
        }
    }
}
