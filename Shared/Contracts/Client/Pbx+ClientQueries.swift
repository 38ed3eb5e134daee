package import Wire

extension Pbx {
    /// Bounds of one part of a query.
    package struct GetOpts: WireMessage {
        /// Only what changed since.
        package var ifModifiedSince: Int64
        /// Only this user.
        package var user: String
        /// Only this topic.
        package var topic: String
        /// Lower bound, inclusive.
        package var sinceID: Int32
        /// Upper bound, exclusive.
        package var beforeID: Int32
        /// How many at most.
        package var limit: Int32
        /// Only these sequences.
        package var ranges: [SeqRange]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            ifModifiedSince: Int64 = 0, user: String = "", topic: String = "", sinceID: Int32 = 0,
            beforeID: Int32 = 0, limit: Int32 = 0, ranges: [SeqRange] = []
        ) {
            self.ifModifiedSince = ifModifiedSince
            self.user = user
            self.topic = topic
            self.sinceID = sinceID
            self.beforeID = beforeID
            self.limit = limit
            self.ranges = ranges
        }

        package init() {
            self.init(ifModifiedSince: 0)
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.int64(ifModifiedSince, at: 1)
            writer.string(user, at: 2)
            writer.string(topic, at: 3)
            writer.int32(sinceID, at: 4)
            writer.int32(beforeID, at: 5)
            writer.int32(limit, at: 6)
            writer.messages(ranges, at: 7)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: ifModifiedSince = try reader.int64(tag)
            case 2: user = try reader.string(tag)
            case 3: topic = try reader.string(tag)
            case 4: sinceID = try reader.int32(tag)
            case 5: beforeID = try reader.int32(tag)
            case 6: limit = try reader.int32(tag)
            case 7: ranges.append(try reader.message(tag))
            default: return false
            }
            return true
        }
    }

    /// What is asked of a topic.
    package struct GetQuery: WireMessage {
        /// The parts, separated by spaces.
        package var what: String
        /// Bounds of the description.
        package var desc: GetOpts?
        /// Bounds of the subscriptions.
        package var sub: GetOpts?
        /// Bounds of the messages.
        package var data: GetOpts?
        /// Bounds of the deletions.
        package var del: GetOpts?
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            what: String = "", desc: GetOpts? = nil, sub: GetOpts? = nil, data: GetOpts? = nil, del: GetOpts? = nil
        ) {
            self.what = what
            self.desc = desc
            self.sub = sub
            self.data = data
            self.del = del
        }

        package init() {
            self.init(what: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(what, at: 1)
            writer.message(desc, at: 2)
            writer.message(sub, at: 3)
            writer.message(data, at: 4)
            writer.message(del, at: 5)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: what = try reader.string(tag)
            case 2: desc = try reader.message(tag, into: desc)
            case 3: sub = try reader.message(tag, into: sub)
            case 4: data = try reader.message(tag, into: data)
            case 5: del = try reader.message(tag, into: del)
            default: return false
            }
            return true
        }
    }

    /// Asks for parts of a topic.
    package struct ClientGet: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// The topic.
        package var topic: String
        /// What is asked.
        package var query: GetQuery?
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(id: String = "", topic: String = "", query: GetQuery? = nil) {
            self.id = id
            self.topic = topic
            self.query = query
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.string(topic, at: 2)
            writer.message(query, at: 3)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: topic = try reader.string(tag)
            case 3: query = try reader.message(tag, into: query)
            default: return false
            }
            return true
        }
    }

    /// Changes parts of a topic.
    package struct ClientSet: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// The topic.
        package var topic: String
        /// What is changed.
        package var query: SetQuery?
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(id: String = "", topic: String = "", query: SetQuery? = nil) {
            self.id = id
            self.topic = topic
            self.query = query
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.string(topic, at: 2)
            writer.message(query, at: 3)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: topic = try reader.string(tag)
            case 3: query = try reader.message(tag, into: query)
            default: return false
            }
            return true
        }
    }
}
