package import Wire

/// What gateways tell one another over the presence bus: never stored, never waited for.
package struct Ephemeral: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The from.
    package var from: UInt64
    /// The origin session.
    package var originSession: String
    /// Whom to tell on `me`; attached sessions hear it anyway.
    package var recipients: [Recipient]
    /// The one session that hears it, by its name in the whole suite; empty for all whom it concerns.
    package var targetSession: String
    /// A note.
    package var note: Note?
    /// The user presence.
    package var userPresence: UserPresence?
    /// The topic presence.
    package var topicPresence: TopicPresence?
    /// The attach presence.
    package var attachPresence: AttachPresence?
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        from: UInt64 = 0,
        originSession: String = "",
        recipients: [Recipient] = [],
        targetSession: String = "",
        note: Note? = nil,
        userPresence: UserPresence? = nil,
        topicPresence: TopicPresence? = nil,
        attachPresence: AttachPresence? = nil
    ) {
        self.topic = topic
        self.from = from
        self.originSession = originSession
        self.recipients = recipients
        self.targetSession = targetSession
        self.note = note
        self.userPresence = userPresence
        self.topicPresence = topicPresence
        self.attachPresence = attachPresence
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.fixed64(from, at: 2)
        writer.string(originSession, at: 3)
        writer.messages(recipients, at: 4)
        writer.string(targetSession, at: 5)
        writer.message(note, at: 10)
        writer.message(userPresence, at: 11)
        writer.message(topicPresence, at: 12)
        writer.message(attachPresence, at: 13)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: from = try reader.fixed64(tag)
        case 3: originSession = try reader.string(tag)
        case 4: recipients.append(try reader.message(tag))
        case 5: targetSession = try reader.string(tag)
        case 10: note = try reader.message(tag, into: note)
        case 11: userPresence = try reader.message(tag, into: userPresence)
        case 12: topicPresence = try reader.message(tag, into: topicPresence)
        case 13: attachPresence = try reader.message(tag, into: attachPresence)
        default: return false
        }
        return true
    }
}

/// Note.
package struct Note: WireMessage {
    /// Which kind it is.
    ///
    /// Kp kpa kpv read recv data call.
    package var what: String
    /// The place in the topic, from 1.
    package var sequence: Int64
    /// What happened.
    package var event: String
    /// JSON; empty when there is none.
    package var payload: [UInt8]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        what: String = "",
        sequence: Int64 = 0,
        event: String = "",
        payload: [UInt8] = []
    ) {
        self.what = what
        self.sequence = sequence
        self.event = event
        self.payload = payload
    }

    package init() {
        self.init(what: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(what, at: 1)
        writer.int64(sequence, at: 2)
        writer.string(event, at: 3)
        writer.bytes(payload, at: 4)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: what = try reader.string(tag)
        case 2: sequence = try reader.int64(tag)
        case 3: event = try reader.string(tag)
        case 4: payload = try reader.bytes(tag)
        default: return false
        }
        return true
    }
}
