package import Wire

extension Pbx {
    /// A topic, or an account.
    package struct TopicDesc: WireMessage {
        /// When it was made.
        package var createdAt: Int64
        /// When it last changed.
        package var updatedAt: Int64
        /// When the last message came.
        package var touchedAt: Int64
        /// What strangers are given.
        package var defaultAccess: DefaultAcsMode?
        /// The viewer's access.
        package var access: AccessMode?
        /// The last message.
        package var seqID: Int32
        /// How far the viewer has read.
        package var readID: Int32
        /// How far the viewer has received.
        package var recvID: Int32
        /// The last deletion.
        package var delID: Int32
        /// What everybody sees.
        package var publicJSON: [UInt8]
        /// What only the viewer sees.
        package var privateJSON: [UInt8]
        /// Whether the account is in use.
        package var state: String
        /// Since when.
        package var stateAt: Int64
        /// What only root writes.
        package var trustedJSON: [UInt8]
        /// When the user was last there.
        package var lastSeenTime: Int64
        /// With what.
        package var lastSeenUserAgent: String
        /// Whether it is a channel.
        package var isChan: Bool
        /// Whether somebody is there.
        package var online: Bool
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            createdAt: Int64 = 0, updatedAt: Int64 = 0, touchedAt: Int64 = 0, defaultAccess: DefaultAcsMode? = nil,
            access: AccessMode? = nil, seqID: Int32 = 0, readID: Int32 = 0, recvID: Int32 = 0, delID: Int32 = 0,
            publicJSON: [UInt8] = [], privateJSON: [UInt8] = [], state: String = "", stateAt: Int64 = 0,
            trustedJSON: [UInt8] = [], lastSeenTime: Int64 = 0, lastSeenUserAgent: String = "", isChan: Bool = false,
            online: Bool = false
        ) {
            self.createdAt = createdAt
            self.updatedAt = updatedAt
            self.touchedAt = touchedAt
            self.defaultAccess = defaultAccess
            self.access = access
            self.seqID = seqID
            self.readID = readID
            self.recvID = recvID
            self.delID = delID
            self.publicJSON = publicJSON
            self.privateJSON = privateJSON
            self.state = state
            self.stateAt = stateAt
            self.trustedJSON = trustedJSON
            self.lastSeenTime = lastSeenTime
            self.lastSeenUserAgent = lastSeenUserAgent
            self.isChan = isChan
            self.online = online
        }

        package init() {
            self.init(createdAt: 0)
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.int64(createdAt, at: 1)
            writer.int64(updatedAt, at: 2)
            writer.int64(touchedAt, at: 3)
            writer.message(defaultAccess, at: 4)
            writer.message(access, at: 5)
            writer.int32(seqID, at: 6)
            writer.int32(readID, at: 7)
            writer.int32(recvID, at: 8)
            writer.int32(delID, at: 9)
            writer.bytes(publicJSON, at: 10)
            writer.bytes(privateJSON, at: 11)
            writer.string(state, at: 12)
            writer.int64(stateAt, at: 13)
            writer.bytes(trustedJSON, at: 14)
            writer.int64(lastSeenTime, at: 15)
            writer.string(lastSeenUserAgent, at: 16)
            writer.bool(isChan, at: 17)
            writer.bool(online, at: 18)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: createdAt = try reader.int64(tag)
            case 2: updatedAt = try reader.int64(tag)
            case 3: touchedAt = try reader.int64(tag)
            case 4: defaultAccess = try reader.message(tag, into: defaultAccess)
            case 5: access = try reader.message(tag, into: access)
            case 6: seqID = try reader.int32(tag)
            case 7: readID = try reader.int32(tag)
            case 8: recvID = try reader.int32(tag)
            case 9: delID = try reader.int32(tag)
            case 10: publicJSON = try reader.bytes(tag)
            case 11: privateJSON = try reader.bytes(tag)
            case 12: state = try reader.string(tag)
            case 13: stateAt = try reader.int64(tag)
            case 14: trustedJSON = try reader.bytes(tag)
            case 15: lastSeenTime = try reader.int64(tag)
            case 16: lastSeenUserAgent = try reader.string(tag)
            case 17: isChan = try reader.bool(tag)
            case 18: online = try reader.bool(tag)
            default: return false
            }
            return true
        }
    }

    /// A subscription: of a member, or to a topic of the viewer's.
    package struct TopicSub: WireMessage {
        /// When it last changed.
        package var updatedAt: Int64
        /// When it ended.
        package var deletedAt: Int64
        /// Whether the user, or somebody in the topic, is there.
        package var online: Bool
        /// The access.
        package var access: AccessMode?
        /// How far the user has read.
        package var readID: Int32
        /// How far the user has received.
        package var recvID: Int32
        /// What everybody sees.
        package var publicJSON: [UInt8]
        /// What only the viewer sees.
        package var privateJSON: [UInt8]
        /// The member.
        package var userID: String
        /// The topic.
        package var topic: String
        /// When the last message came.
        package var touchedAt: Int64
        /// The last message.
        package var seqID: Int32
        /// The last deletion.
        package var delID: Int32
        /// When the user was last there.
        package var lastSeenTime: Int64
        /// With what.
        package var lastSeenUserAgent: String
        /// What only root writes.
        package var trustedJSON: [UInt8]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            updatedAt: Int64 = 0, deletedAt: Int64 = 0, online: Bool = false, access: AccessMode? = nil,
            readID: Int32 = 0, recvID: Int32 = 0, publicJSON: [UInt8] = [], privateJSON: [UInt8] = [],
            userID: String = "", topic: String = "", touchedAt: Int64 = 0, seqID: Int32 = 0, delID: Int32 = 0,
            lastSeenTime: Int64 = 0, lastSeenUserAgent: String = "", trustedJSON: [UInt8] = []
        ) {
            self.updatedAt = updatedAt
            self.deletedAt = deletedAt
            self.online = online
            self.access = access
            self.readID = readID
            self.recvID = recvID
            self.publicJSON = publicJSON
            self.privateJSON = privateJSON
            self.userID = userID
            self.topic = topic
            self.touchedAt = touchedAt
            self.seqID = seqID
            self.delID = delID
            self.lastSeenTime = lastSeenTime
            self.lastSeenUserAgent = lastSeenUserAgent
            self.trustedJSON = trustedJSON
        }

        package init() {
            self.init(updatedAt: 0)
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.int64(updatedAt, at: 1)
            writer.int64(deletedAt, at: 2)
            writer.bool(online, at: 3)
            writer.message(access, at: 4)
            writer.int32(readID, at: 5)
            writer.int32(recvID, at: 6)
            writer.bytes(publicJSON, at: 7)
            writer.bytes(privateJSON, at: 8)
            writer.string(userID, at: 9)
            writer.string(topic, at: 10)
            writer.int64(touchedAt, at: 11)
            writer.int32(seqID, at: 12)
            writer.int32(delID, at: 13)
            writer.int64(lastSeenTime, at: 14)
            writer.string(lastSeenUserAgent, at: 15)
            writer.bytes(trustedJSON, at: 16)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: updatedAt = try reader.int64(tag)
            case 2: deletedAt = try reader.int64(tag)
            case 3: online = try reader.bool(tag)
            case 4: access = try reader.message(tag, into: access)
            case 5: readID = try reader.int32(tag)
            case 6: recvID = try reader.int32(tag)
            case 7: publicJSON = try reader.bytes(tag)
            case 8: privateJSON = try reader.bytes(tag)
            case 9: userID = try reader.string(tag)
            case 10: topic = try reader.string(tag)
            case 11: touchedAt = try reader.int64(tag)
            case 12: seqID = try reader.int32(tag)
            case 13: delID = try reader.int32(tag)
            case 14: lastSeenTime = try reader.int64(tag)
            case 15: lastSeenUserAgent = try reader.string(tag)
            case 16: trustedJSON = try reader.bytes(tag)
            default: return false
            }
            return true
        }
    }
}
