import JSON

/// Whom the answers to one query go to.
struct MetaReply {
    let id: String?
    let topic: String
    let session: Session
}

extension Shard {
    /// Sends one part of an answer.
    func send(_ part: MetaReply, _ fill: (inout MetaMessage) -> Void) {
        var message = MetaMessage(id: part.id, topic: part.topic, at: node.now())
        fill(&message)
        send(message, to: part.session)
    }

    /// Says that there is nothing of one part.
    func sendNone(_ what: String, _ part: MetaReply) {
        reply(.noContent, [ControlParameter("what", .string(what))], to: part.id, topic: part.topic, in: part.session)
    }

    /// Says that one part is complete.
    func sendEnd(_ what: String, count: Int, _ part: MetaReply) {
        let parameters = [ControlParameter("count", .int(Int64(count))), ControlParameter("what", .string(what))]
        reply(.delivered, parameters, to: part.id, topic: part.topic, in: part.session)
    }
}
