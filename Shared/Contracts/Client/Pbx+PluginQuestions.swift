package import Wire

extension Pbx {
    /// What a plugin wants done with a request.
    package struct ServerResp: WireMessage {
        /// What.
        package var status: RespCode
        /// What the client is answered in place of its request.
        package var srvmsg: ServerMsg?
        /// What is done in place of the request.
        package var clmsg: ClientMsg?
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(status: RespCode = RespCode(rawValue: 0), srvmsg: ServerMsg? = nil, clmsg: ClientMsg? = nil) {
            self.status = status
            self.srvmsg = srvmsg
            self.clmsg = clmsg
        }

        package init() {
            self.init(status: RespCode(rawValue: 0))
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.enumeration(status, at: 1)
            writer.message(srvmsg, at: 2)
            writer.message(clmsg, at: 3)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: status = RespCode(rawValue: try reader.int32(tag))
            case 2: srvmsg = try reader.message(tag, into: srvmsg)
            case 3: clmsg = try reader.message(tag, into: clmsg)
            default: return false
            }
            return true
        }
    }

    /// The session that a request came in.
    package struct SessionContext: WireMessage {
        /// Its name.
        package var sessionID: String
        /// Who is logged in.
        package var userID: String
        /// How far that user is trusted.
        package var authLevel: AuthLevel
        /// Where the client is.
        package var remoteAddr: String
        /// The client program.
        package var userAgent: String
        /// Where notifications go.
        package var deviceID: String
        /// Which language it speaks.
        package var language: String
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            sessionID: String = "", userID: String = "", authLevel: AuthLevel = AuthLevel(rawValue: 0),
            remoteAddr: String = "", userAgent: String = "", deviceID: String = "", language: String = ""
        ) {
            self.sessionID = sessionID
            self.userID = userID
            self.authLevel = authLevel
            self.remoteAddr = remoteAddr
            self.userAgent = userAgent
            self.deviceID = deviceID
            self.language = language
        }

        package init() {
            self.init(sessionID: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(sessionID, at: 1)
            writer.string(userID, at: 2)
            writer.enumeration(authLevel, at: 3)
            writer.string(remoteAddr, at: 4)
            writer.string(userAgent, at: 5)
            writer.string(deviceID, at: 6)
            writer.string(language, at: 7)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: sessionID = try reader.string(tag)
            case 2: userID = try reader.string(tag)
            case 3: authLevel = AuthLevel(rawValue: try reader.int32(tag))
            case 4: remoteAddr = try reader.string(tag)
            case 5: userAgent = try reader.string(tag)
            case 6: deviceID = try reader.string(tag)
            case 7: language = try reader.string(tag)
            default: return false
            }
            return true
        }
    }

    /// A request with the session that it came in.
    package struct ClientReq: WireMessage {
        /// The request.
        package var msg: ClientMsg?
        /// The session.
        package var sess: SessionContext?
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(msg: ClientMsg? = nil, sess: SessionContext? = nil) {
            self.msg = msg
            self.sess = sess
        }

        package init() {
            self.init(msg: nil)
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.message(msg, at: 1)
            writer.message(sess, at: 2)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: msg = try reader.message(tag, into: msg)
            case 2: sess = try reader.message(tag, into: sess)
            default: return false
            }
            return true
        }
    }

    /// A search that a user makes.
    package struct SearchQuery: WireMessage {
        /// The user.
        package var userID: String
        /// What is searched for.
        package var query: String
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(userID: String = "", query: String = "") {
            self.userID = userID
            self.query = query
        }

        package init() {
            self.init(userID: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(userID, at: 1)
            writer.string(query, at: 2)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: userID = try reader.string(tag)
            case 2: query = try reader.string(tag)
            default: return false
            }
            return true
        }
    }

    /// What becomes of a search.
    package struct SearchFound: WireMessage {
        /// What.
        package var status: RespCode
        /// What is searched for instead.
        package var query: String
        /// What is found, in place of a search.
        package var result: [TopicSub]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(status: RespCode = RespCode(rawValue: 0), query: String = "", result: [TopicSub] = []) {
            self.status = status
            self.query = query
            self.result = result
        }

        package init() {
            self.init(status: RespCode(rawValue: 0))
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.enumeration(status, at: 1)
            writer.string(query, at: 2)
            writer.messages(result, at: 3)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: status = RespCode(rawValue: try reader.int32(tag))
            case 2: query = try reader.string(tag)
            case 3: result.append(try reader.message(tag))
            default: return false
            }
            return true
        }
    }
}
