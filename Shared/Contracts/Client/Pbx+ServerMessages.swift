package import Wire

extension Pbx {
    /// The outcome of a request, or word from the server about the session.
    package struct ServerCtrl: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// The topic.
        package var topic: String
        /// The outcome, for programs.
        package var code: Int32
        /// The same as a fixed text.
        package var text: String
        /// What goes with it.
        package var params: [MapEntry]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            id: String = "", topic: String = "", code: Int32 = 0, text: String = "", params: [MapEntry] = []
        ) {
            self.id = id
            self.topic = topic
            self.code = code
            self.text = text
            self.params = params
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.string(topic, at: 2)
            writer.int32(code, at: 3)
            writer.string(text, at: 4)
            writer.messages(params, at: 5)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: topic = try reader.string(tag)
            case 3: code = try reader.int32(tag)
            case 4: text = try reader.string(tag)
            case 5: params.append(try reader.message(tag))
            default: return false
            }
            return true
        }
    }

    /// One message.
    package struct ServerData: WireMessage {
        /// The topic.
        package var topic: String
        /// The author; empty for readers of a channel.
        package var fromUserID: String
        /// When it was deleted.
        package var deletedAt: Int64
        /// Its place in the topic.
        package var seqID: Int32
        /// Its attributes.
        package var head: [MapEntry]
        /// The message itself.
        package var content: [UInt8]
        /// When it came in.
        package var timestamp: Int64
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            topic: String = "", fromUserID: String = "", deletedAt: Int64 = 0, seqID: Int32 = 0,
            head: [MapEntry] = [], content: [UInt8] = [], timestamp: Int64 = 0
        ) {
            self.topic = topic
            self.fromUserID = fromUserID
            self.deletedAt = deletedAt
            self.seqID = seqID
            self.head = head
            self.content = content
            self.timestamp = timestamp
        }

        package init() {
            self.init(topic: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(topic, at: 1)
            writer.string(fromUserID, at: 2)
            writer.int64(deletedAt, at: 3)
            writer.int32(seqID, at: 4)
            writer.messages(head, at: 5)
            writer.bytes(content, at: 6)
            writer.int64(timestamp, at: 7)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: topic = try reader.string(tag)
            case 2: fromUserID = try reader.string(tag)
            case 3: deletedAt = try reader.int64(tag)
            case 4: seqID = try reader.int32(tag)
            case 5: head.append(try reader.message(tag))
            case 6: content = try reader.bytes(tag)
            case 7: timestamp = try reader.int64(tag)
            default: return false
            }
            return true
        }
    }

    /// Something changed that the session may want to know.
    package struct ServerPres: WireMessage {
        /// Where it is heard.
        package var topic: String
        /// What or who changed.
        package var src: String
        /// How.
        package var what: PresenceKind
        /// The program of who came.
        package var userAgent: String
        /// The message that it is about.
        package var seqID: Int32
        /// The deletion that it is about.
        package var delID: Int32
        /// The messages that went.
        package var delSeq: [SeqRange]
        /// Whose access changed.
        package var targetUserID: String
        /// Who changed it.
        package var actorUserID: String
        /// How the access changed.
        package var access: AccessMode?
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            topic: String = "", src: String = "", what: PresenceKind = PresenceKind(rawValue: 0),
            userAgent: String = "", seqID: Int32 = 0, delID: Int32 = 0, delSeq: [SeqRange] = [],
            targetUserID: String = "", actorUserID: String = "", access: AccessMode? = nil
        ) {
            self.topic = topic
            self.src = src
            self.what = what
            self.userAgent = userAgent
            self.seqID = seqID
            self.delID = delID
            self.delSeq = delSeq
            self.targetUserID = targetUserID
            self.actorUserID = actorUserID
            self.access = access
        }

        package init() {
            self.init(topic: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(topic, at: 1)
            writer.string(src, at: 2)
            writer.enumeration(what, at: 3)
            writer.string(userAgent, at: 4)
            writer.int32(seqID, at: 5)
            writer.int32(delID, at: 6)
            writer.messages(delSeq, at: 7)
            writer.string(targetUserID, at: 8)
            writer.string(actorUserID, at: 9)
            writer.message(access, at: 10)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: topic = try reader.string(tag)
            case 2: src = try reader.string(tag)
            case 3: what = PresenceKind(rawValue: try reader.int32(tag))
            case 4: userAgent = try reader.string(tag)
            case 5: seqID = try reader.int32(tag)
            case 6: delID = try reader.int32(tag)
            case 7: delSeq.append(try reader.message(tag))
            case 8: targetUserID = try reader.string(tag)
            case 9: actorUserID = try reader.string(tag)
            case 10: access = try reader.message(tag, into: access)
            default: return false
            }
            return true
        }
    }

    /// A note of another user, passed on.
    package struct ServerInfo: WireMessage {
        /// Where it is heard.
        package var topic: String
        /// Whose it is.
        package var fromUserID: String
        /// What it is about.
        package var what: InfoNote
        /// Up to which message, or in which one.
        package var seqID: Int32
        /// Which topic it is about.
        package var src: String
        /// What happens in the call.
        package var event: CallEvent
        /// What goes with that.
        package var payload: [UInt8]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            topic: String = "", fromUserID: String = "", what: InfoNote = InfoNote(rawValue: 0), seqID: Int32 = 0,
            src: String = "", event: CallEvent = CallEvent(rawValue: 0), payload: [UInt8] = []
        ) {
            self.topic = topic
            self.fromUserID = fromUserID
            self.what = what
            self.seqID = seqID
            self.src = src
            self.event = event
            self.payload = payload
        }

        package init() {
            self.init(topic: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(topic, at: 1)
            writer.string(fromUserID, at: 2)
            writer.enumeration(what, at: 3)
            writer.int32(seqID, at: 4)
            writer.string(src, at: 5)
            writer.enumeration(event, at: 6)
            writer.bytes(payload, at: 7)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: topic = try reader.string(tag)
            case 2: fromUserID = try reader.string(tag)
            case 3: what = InfoNote(rawValue: try reader.int32(tag))
            case 4: seqID = try reader.int32(tag)
            case 5: src = try reader.string(tag)
            case 6: event = CallEvent(rawValue: try reader.int32(tag))
            case 7: payload = try reader.bytes(tag)
            default: return false
            }
            return true
        }
    }
}
