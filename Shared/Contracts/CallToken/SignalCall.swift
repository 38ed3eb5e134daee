package import Wire

/// The request of `SignalCall`.
///
/// The session that says it is that of the actor.
package struct SignalCallRequest: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The place in the topic, from 1.
    ///
    /// Of the call's first message.
    package var sequence: Int64
    /// What happened.
    ///
    /// Ringing, accept, offer, answer, ice-candidate or hang-up.
    package var event: String
    /// JSON; empty when there is none.
    package var payload: [UInt8]
    /// The gateway node that holds the session.
    package var node: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        sequence: Int64 = 0,
        event: String = "",
        payload: [UInt8] = [],
        node: String = ""
    ) {
        self.topic = topic
        self.sequence = sequence
        self.event = event
        self.payload = payload
        self.node = node
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.int64(sequence, at: 2)
        writer.string(event, at: 3)
        writer.bytes(payload, at: 4)
        writer.string(node, at: 5)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: sequence = try reader.int64(tag)
        case 3: event = try reader.string(tag)
        case 4: payload = try reader.bytes(tag)
        case 5: node = try reader.string(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `SignalCall`.
package struct SignalCallReply: WireMessage {
    /// Whether the session is a party of the call from now on.
    ///
    /// Then the call has to be told when it leaves.
    package var isParty: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(isParty: Bool) {
        self.isParty = isParty
    }

    package init() {
        self.init(isParty: false)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.bool(isParty, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        guard tag.number == 1 else { return false }
        isParty = try reader.bool(tag)
        return true
    }
}
