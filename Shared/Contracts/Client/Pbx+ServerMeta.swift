package import Wire

extension Pbx {
    /// A credential as its owner sees it.
    package struct ServerCred: WireMessage {
        /// Which kind of address.
        package var method: String
        /// The address.
        package var value: String
        /// Whether it is proved.
        package var done: Bool
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(method: String = "", value: String = "", done: Bool = false) {
            self.method = method
            self.value = value
            self.done = done
        }

        package init() {
            self.init(method: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(method, at: 1)
            writer.string(value, at: 2)
            writer.bool(done, at: 3)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: method = try reader.string(tag)
            case 2: value = try reader.string(tag)
            case 3: done = try reader.bool(tag)
            default: return false
            }
            return true
        }
    }

    /// Deletions.
    package struct DelValues: WireMessage {
        /// The last one.
        package var delID: Int32
        /// The messages that went.
        package var delSeq: [SeqRange]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(delID: Int32 = 0, delSeq: [SeqRange] = []) {
            self.delID = delID
            self.delSeq = delSeq
        }

        package init() {
            self.init(delID: 0)
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.int32(delID, at: 1)
            writer.messages(delSeq, at: 2)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: delID = try reader.int32(tag)
            case 2: delSeq.append(try reader.message(tag))
            default: return false
            }
            return true
        }
    }

    /// An answer to a query.
    package struct ServerMeta: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// The topic.
        package var topic: String
        /// The description.
        package var desc: TopicDesc?
        /// The subscriptions.
        package var sub: [TopicSub]
        /// The deletions.
        package var del: DelValues?
        /// The search tags.
        package var tags: [String]
        /// The credentials.
        package var cred: [ServerCred]
        /// Shared extras by name.
        package var aux: [MapEntry]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            id: String = "", topic: String = "", desc: TopicDesc? = nil, sub: [TopicSub] = [], del: DelValues? = nil,
            tags: [String] = [], cred: [ServerCred] = [], aux: [MapEntry] = []
        ) {
            self.id = id
            self.topic = topic
            self.desc = desc
            self.sub = sub
            self.del = del
            self.tags = tags
            self.cred = cred
            self.aux = aux
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.string(topic, at: 2)
            writer.message(desc, at: 3)
            writer.messages(sub, at: 4)
            writer.message(del, at: 5)
            writer.strings(tags, at: 6)
            writer.messages(cred, at: 7)
            writer.messages(aux, at: 8)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: topic = try reader.string(tag)
            case 3: desc = try reader.message(tag, into: desc)
            case 4: sub.append(try reader.message(tag))
            case 5: del = try reader.message(tag, into: del)
            case 6: tags.append(try reader.string(tag))
            case 7: cred.append(try reader.message(tag))
            case 8: aux.append(try reader.message(tag))
            default: return false
            }
            return true
        }
    }
}
