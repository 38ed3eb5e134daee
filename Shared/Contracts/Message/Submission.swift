package import Wire

/// A message on its way in: the value of a `parley.submit` record, keyed by topic.
package struct Submission: WireMessage {
    /// The topic's canonical name.
    package var topic: String
    /// The author.
    ///
    /// The author.
    package var sender: UInt64
    /// How far the user is trusted, as `AuthLevel` numbers it.
    package var level: Int32
    /// Unique for the sender; the gateway makes one where the client gave none.
    package var idempotencyKey: String
    /// A JSON object of message attributes; empty when there are none.
    ///
    /// JSON object.
    package var head: [UInt8]
    /// The message itself: JSON.
    ///
    /// JSON.
    package var content: [UInt8]
    /// Where it came in.
    package var origin: Origin?
    /// When it came in, in milliseconds.
    package var submittedAt: Int64
    /// Uploaded files that it refers to.
    package var attachments: [String]
    /// Whether the topic was addressed as a channel reader does.
    ///
    /// Addressed as chn…: may be refused.
    package var asReader: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        topic: String = "",
        sender: UInt64 = 0,
        level: Int32 = 0,
        idempotencyKey: String = "",
        head: [UInt8] = [],
        content: [UInt8] = [],
        origin: Origin? = nil,
        submittedAt: Int64 = 0,
        attachments: [String] = [],
        asReader: Bool = false
    ) {
        self.topic = topic
        self.sender = sender
        self.level = level
        self.idempotencyKey = idempotencyKey
        self.head = head
        self.content = content
        self.origin = origin
        self.submittedAt = submittedAt
        self.attachments = attachments
        self.asReader = asReader
    }

    package init() {
        self.init(topic: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(topic, at: 1)
        writer.fixed64(sender, at: 2)
        writer.int32(level, at: 3)
        writer.string(idempotencyKey, at: 4)
        writer.bytes(head, at: 5)
        writer.bytes(content, at: 6)
        writer.message(origin, at: 7)
        writer.int64(submittedAt, at: 8)
        writer.strings(attachments, at: 9)
        writer.bool(asReader, at: 10)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: topic = try reader.string(tag)
        case 2: sender = try reader.fixed64(tag)
        case 3: level = try reader.int32(tag)
        case 4: idempotencyKey = try reader.string(tag)
        case 5: head = try reader.bytes(tag)
        case 6: content = try reader.bytes(tag)
        case 7: origin = try reader.message(tag, into: origin)
        case 8: submittedAt = try reader.int64(tag)
        case 9: attachments.append(try reader.string(tag))
        case 10: asReader = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// Where a message came in: the acknowledgement goes there, and `noecho` spares that session the copy.
package struct Origin: WireMessage {
    /// The gateway node.
    package var node: String
    /// The gateway's number of the publish.
    ///
    /// The gateway's own number of the pending publish.
    package var submission: UInt64
    /// The gateway's number of the session.
    package var session: UInt64
    /// The no echo.
    package var noEcho: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        node: String = "",
        submission: UInt64 = 0,
        session: UInt64 = 0,
        noEcho: Bool = false
    ) {
        self.node = node
        self.submission = submission
        self.session = session
        self.noEcho = noEcho
    }

    package init() {
        self.init(node: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(node, at: 1)
        writer.fixed64(submission, at: 2)
        writer.fixed64(session, at: 3)
        writer.bool(noEcho, at: 4)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: node = try reader.string(tag)
        case 2: submission = try reader.fixed64(tag)
        case 3: session = try reader.fixed64(tag)
        case 4: noEcho = try reader.bool(tag)
        default: return false
        }
        return true
    }
}
