package import Wire

extension Pbx {
    /// Nothing.
    package struct Unused: WireMessage {
        package var unknownFields = UnknownFields()

        package init() {}

        package func encodeFields(to writer: inout WireWriter) {}

        package func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
            false
        }
    }

    /// Something happened to a topic.
    package struct TopicEvent: WireMessage {
        /// What.
        package var action: Crud
        /// The topic.
        package var name: String
        /// How it is now.
        package var desc: TopicDesc?
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(action: Crud = Crud(rawValue: 0), name: String = "", desc: TopicDesc? = nil) {
            self.action = action
            self.name = name
            self.desc = desc
        }

        package init() {
            self.init(action: Crud(rawValue: 0))
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.enumeration(action, at: 1)
            writer.string(name, at: 2)
            writer.message(desc, at: 3)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: action = Crud(rawValue: try reader.int32(tag))
            case 2: name = try reader.string(tag)
            case 3: desc = try reader.message(tag, into: desc)
            default: return false
            }
            return true
        }
    }

    /// Something happened to an account.
    package struct AccountEvent: WireMessage {
        /// What.
        package var action: Crud
        /// The account.
        package var userID: String
        /// What strangers are given.
        package var defaultAccess: DefaultAcsMode?
        /// What everybody sees.
        package var publicJSON: [UInt8]
        /// Its search tags.
        package var tags: [String]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            action: Crud = Crud(rawValue: 0), userID: String = "", defaultAccess: DefaultAcsMode? = nil,
            publicJSON: [UInt8] = [], tags: [String] = []
        ) {
            self.action = action
            self.userID = userID
            self.defaultAccess = defaultAccess
            self.publicJSON = publicJSON
            self.tags = tags
        }

        package init() {
            self.init(action: Crud(rawValue: 0))
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.enumeration(action, at: 1)
            writer.string(userID, at: 2)
            writer.message(defaultAccess, at: 3)
            writer.bytes(publicJSON, at: 4)
            writer.strings(tags, at: 8)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: action = Crud(rawValue: try reader.int32(tag))
            case 2: userID = try reader.string(tag)
            case 3: defaultAccess = try reader.message(tag, into: defaultAccess)
            case 4: publicJSON = try reader.bytes(tag)
            case 8: tags.append(try reader.string(tag))
            default: return false
            }
            return true
        }
    }

    /// Something happened to a subscription.
    package struct SubscriptionEvent: WireMessage {
        /// What.
        package var action: Crud
        /// The topic.
        package var topic: String
        /// The user.
        package var userID: String
        /// The last deletion.
        package var delID: Int32
        /// How far the user has read.
        package var readID: Int32
        /// How far the user has received.
        package var recvID: Int32
        /// The access.
        package var mode: AccessMode?
        /// What only the user sees.
        package var privateJSON: [UInt8]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            action: Crud = Crud(rawValue: 0), topic: String = "", userID: String = "", delID: Int32 = 0,
            readID: Int32 = 0, recvID: Int32 = 0, mode: AccessMode? = nil, privateJSON: [UInt8] = []
        ) {
            self.action = action
            self.topic = topic
            self.userID = userID
            self.delID = delID
            self.readID = readID
            self.recvID = recvID
            self.mode = mode
            self.privateJSON = privateJSON
        }

        package init() {
            self.init(action: Crud(rawValue: 0))
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.enumeration(action, at: 1)
            writer.string(topic, at: 2)
            writer.string(userID, at: 3)
            writer.int32(delID, at: 4)
            writer.int32(readID, at: 5)
            writer.int32(recvID, at: 6)
            writer.message(mode, at: 7)
            writer.bytes(privateJSON, at: 8)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: action = Crud(rawValue: try reader.int32(tag))
            case 2: topic = try reader.string(tag)
            case 3: userID = try reader.string(tag)
            case 4: delID = try reader.int32(tag)
            case 5: readID = try reader.int32(tag)
            case 6: recvID = try reader.int32(tag)
            case 7: mode = try reader.message(tag, into: mode)
            case 8: privateJSON = try reader.bytes(tag)
            default: return false
            }
            return true
        }
    }

    /// Something happened to a message.
    package struct MessageEvent: WireMessage {
        /// What.
        package var action: Crud
        /// The message.
        package var msg: ServerData?
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(action: Crud = Crud(rawValue: 0), msg: ServerData? = nil) {
            self.action = action
            self.msg = msg
        }

        package init() {
            self.init(action: Crud(rawValue: 0))
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.enumeration(action, at: 1)
            writer.message(msg, at: 2)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: action = Crud(rawValue: try reader.int32(tag))
            case 2: msg = try reader.message(tag, into: msg)
            default: return false
            }
            return true
        }
    }
}
