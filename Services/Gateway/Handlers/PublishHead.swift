import Chat
import JSON

/// The head of a publish, as far as the gateway cares: clients may not name a sender, and of a call they may only say
/// that it starts.
struct PublishHead {
    /// The object with the true `sender` or none, and without the length of a call; empty when nothing is left.
    let bytes: [UInt8]
    /// Whether the message starts a call.
    let startsCall: Bool

    /// What only the server says.
    private static let ours: Set<String> = ["sender", "webrtc-duration"]

    /// - `sender`: who really publishes, when that is not the author.
    /// - Throws: 400 when the head is not an object, or starts a call in place of a message; 403 for a state of a call
    ///   that only the server tells.
    init(_ head: RawJSON?, sender: UserID? = nil) throws(Refusal) {
        let head = head.flatMap { $0.isNull ? nil : $0 } ?? .object([:])
        guard let object = head.object else { throw Refusal(.malformed) }
        let state = object["webrtc"].flatMap { $0.isNull ? nil : $0 }
        startsCall = state != nil
        if let state, state.string != "started" { throw Refusal(.permissionDenied) }
        guard !startsCall || object["replace"] == nil else { throw Refusal(.malformed) }
        let kept = object.filter { !Self.ours.contains($0.key) }
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
