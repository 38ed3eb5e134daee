import JSON

/// The head of a publish, as far as the gateway cares: clients may not name a sender, and a call is not a plain message.
struct PublishHead {
    /// The object without `sender`, empty when nothing is left.
    let bytes: [UInt8]
    /// Whether the message starts a call.
    let startsCall: Bool

    /// - Throws: 400 when the head is not an object.
    init(_ head: RawJSON?) throws(Refusal) {
        guard let head, !head.isNull else {
            bytes = []
            startsCall = false
            return
        }
        guard let object = head.object else { throw Refusal(.malformed) }
        startsCall = object["webrtc"] != nil
        let kept = object.filter { $0.key != "sender" }
        if kept.isEmpty {
            bytes = []
        } else if kept.count == object.count {
            bytes = head.bytes
        } else {
            bytes =
                RawJSON.build { writer in
                    writer.beginObject()
                    for (key, value) in kept {
                        writer.key(naming: key)
                        writer.raw(value)
                    }
                    writer.endObject()
                }.bytes
        }
    }
}
