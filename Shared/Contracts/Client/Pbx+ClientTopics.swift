package import Wire

extension Pbx {
    /// Makes, joins or attaches to a topic.
    package struct ClientSub: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// The topic.
        package var topic: String
        /// What is changed on the way.
        package var setQuery: SetQuery?
        /// What is asked on the way.
        package var getQuery: GetQuery?
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(id: String = "", topic: String = "", setQuery: SetQuery? = nil, getQuery: GetQuery? = nil) {
            self.id = id
            self.topic = topic
            self.setQuery = setQuery
            self.getQuery = getQuery
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.string(topic, at: 2)
            writer.message(setQuery, at: 3)
            writer.message(getQuery, at: 4)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: topic = try reader.string(tag)
            case 3: setQuery = try reader.message(tag, into: setQuery)
            case 4: getQuery = try reader.message(tag, into: getQuery)
            default: return false
            }
            return true
        }
    }

    /// Detaches from a topic.
    package struct ClientLeave: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// The topic.
        package var topic: String
        /// Whether the subscription ends too.
        package var unsub: Bool
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(id: String = "", topic: String = "", unsub: Bool = false) {
            self.id = id
            self.topic = topic
            self.unsub = unsub
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.string(topic, at: 2)
            writer.bool(unsub, at: 3)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: topic = try reader.string(tag)
            case 3: unsub = try reader.bool(tag)
            default: return false
            }
            return true
        }
    }

    /// Publishes a message.
    package struct ClientPub: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// The topic.
        package var topic: String
        /// Whether the session is not sent its own message.
        package var noEcho: Bool
        /// Attributes of the message.
        package var head: [MapEntry]
        /// The message itself.
        package var content: [UInt8]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            id: String = "", topic: String = "", noEcho: Bool = false, head: [MapEntry] = [], content: [UInt8] = []
        ) {
            self.id = id
            self.topic = topic
            self.noEcho = noEcho
            self.head = head
            self.content = content
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.string(topic, at: 2)
            writer.bool(noEcho, at: 3)
            writer.messages(head, at: 4)
            writer.bytes(content, at: 5)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: topic = try reader.string(tag)
            case 3: noEcho = try reader.bool(tag)
            case 4: head.append(try reader.message(tag))
            case 5: content = try reader.bytes(tag)
            default: return false
            }
            return true
        }
    }

    /// Deletes something.
    package struct ClientDel: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// The topic.
        package var topic: String
        /// What is deleted; messages where not said.
        package var what: DeletedKind
        /// Which messages.
        package var delSeq: [SeqRange]
        /// Which user.
        package var userID: String
        /// Which credential.
        package var cred: ClientCred?
        /// Whether messages go for everybody.
        package var hard: Bool
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            id: String = "", topic: String = "", what: DeletedKind = DeletedKind(rawValue: 0),
            delSeq: [SeqRange] = [], userID: String = "", cred: ClientCred? = nil, hard: Bool = false
        ) {
            self.id = id
            self.topic = topic
            self.what = what
            self.delSeq = delSeq
            self.userID = userID
            self.cred = cred
            self.hard = hard
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.string(topic, at: 2)
            writer.enumeration(what, at: 3)
            writer.messages(delSeq, at: 4)
            writer.string(userID, at: 5)
            writer.message(cred, at: 6)
            writer.bool(hard, at: 7)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: topic = try reader.string(tag)
            case 3: what = DeletedKind(rawValue: try reader.int32(tag))
            case 4: delSeq.append(try reader.message(tag))
            case 5: userID = try reader.string(tag)
            case 6: cred = try reader.message(tag, into: cred)
            case 7: hard = try reader.bool(tag)
            default: return false
            }
            return true
        }
    }

    /// Typing, receipts and calls: has no answer.
    package struct ClientNote: WireMessage {
        /// The topic.
        package var topic: String
        /// What it is about.
        package var what: InfoNote
        /// Up to which message, or in which one.
        package var seqID: Int32
        /// How many messages the client counts as unread.
        package var unread: Int32
        /// What happens in the call.
        package var event: CallEvent
        /// What goes with that.
        package var payload: [UInt8]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            topic: String = "", what: InfoNote = InfoNote(rawValue: 0), seqID: Int32 = 0, unread: Int32 = 0,
            event: CallEvent = CallEvent(rawValue: 0), payload: [UInt8] = []
        ) {
            self.topic = topic
            self.what = what
            self.seqID = seqID
            self.unread = unread
            self.event = event
            self.payload = payload
        }

        package init() {
            self.init(topic: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(topic, at: 1)
            writer.enumeration(what, at: 2)
            writer.int32(seqID, at: 3)
            writer.int32(unread, at: 4)
            writer.enumeration(event, at: 5)
            writer.bytes(payload, at: 6)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: topic = try reader.string(tag)
            case 2: what = InfoNote(rawValue: try reader.int32(tag))
            case 3: seqID = try reader.int32(tag)
            case 4: unread = try reader.int32(tag)
            case 5: event = CallEvent(rawValue: try reader.int32(tag))
            case 6: payload = try reader.bytes(tag)
            default: return false
            }
            return true
        }
    }
}
