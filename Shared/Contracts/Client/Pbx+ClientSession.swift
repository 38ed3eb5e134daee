package import Wire

extension Pbx {
    /// The handshake.
    package struct ClientHi: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// The client program.
        package var userAgent: String
        /// The protocol version that it speaks.
        package var ver: String
        /// Where notifications go.
        package var deviceID: String
        /// Which language it speaks.
        package var lang: String
        /// Which operating system it runs.
        package var platform: String
        /// Whether nobody looks at it.
        package var background: Bool
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            id: String = "", userAgent: String = "", ver: String = "", deviceID: String = "", lang: String = "",
            platform: String = "", background: Bool = false
        ) {
            self.id = id
            self.userAgent = userAgent
            self.ver = ver
            self.deviceID = deviceID
            self.lang = lang
            self.platform = platform
            self.background = background
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.string(userAgent, at: 2)
            writer.string(ver, at: 3)
            writer.string(deviceID, at: 4)
            writer.string(lang, at: 5)
            writer.string(platform, at: 6)
            writer.bool(background, at: 7)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: userAgent = try reader.string(tag)
            case 3: ver = try reader.string(tag)
            case 4: deviceID = try reader.string(tag)
            case 5: lang = try reader.string(tag)
            case 6: platform = try reader.string(tag)
            case 7: background = try reader.bool(tag)
            default: return false
            }
            return true
        }
    }

    /// Makes or changes an account.
    package struct ClientAcc: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// Which account; one beginning with `new` makes one.
        package var userID: String
        /// How the user proves who they are.
        package var scheme: String
        /// The proof: not JSON, and never logged.
        package var secret: [UInt8]
        /// Whether the session is logged in with it.
        package var login: Bool
        /// Search tags.
        package var tags: [String]
        /// The description.
        package var desc: SetDesc?
        /// Credentials to prove.
        package var cred: [ClientCred]
        /// Not used any more.
        package var token: [UInt8]
        /// Whether the account is in use.
        package var state: String
        /// How far the user is to be trusted.
        package var authLevel: AuthLevel
        /// How somebody proves who they are for this request alone.
        package var tmpScheme: String
        /// The proof of that: not JSON, and never logged.
        package var tmpSecret: [UInt8]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            id: String = "", userID: String = "", scheme: String = "", secret: [UInt8] = [], login: Bool = false,
            tags: [String] = [], desc: SetDesc? = nil, cred: [ClientCred] = [], token: [UInt8] = [],
            state: String = "", authLevel: AuthLevel = AuthLevel(rawValue: 0), tmpScheme: String = "",
            tmpSecret: [UInt8] = []
        ) {
            self.id = id
            self.userID = userID
            self.scheme = scheme
            self.secret = secret
            self.login = login
            self.tags = tags
            self.desc = desc
            self.cred = cred
            self.token = token
            self.state = state
            self.authLevel = authLevel
            self.tmpScheme = tmpScheme
            self.tmpSecret = tmpSecret
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.string(userID, at: 2)
            writer.string(scheme, at: 3)
            writer.bytes(secret, at: 4)
            writer.bool(login, at: 5)
            writer.strings(tags, at: 6)
            writer.message(desc, at: 7)
            writer.messages(cred, at: 8)
            writer.bytes(token, at: 9)
            writer.string(state, at: 10)
            writer.enumeration(authLevel, at: 11)
            writer.string(tmpScheme, at: 12)
            writer.bytes(tmpSecret, at: 13)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: userID = try reader.string(tag)
            case 3: scheme = try reader.string(tag)
            case 4: secret = try reader.bytes(tag)
            case 5: login = try reader.bool(tag)
            case 6: tags.append(try reader.string(tag))
            case 7: desc = try reader.message(tag, into: desc)
            case 8: cred.append(try reader.message(tag))
            case 9: token = try reader.bytes(tag)
            case 10: state = try reader.string(tag)
            case 11: authLevel = AuthLevel(rawValue: try reader.int32(tag))
            case 12: tmpScheme = try reader.string(tag)
            case 13: tmpSecret = try reader.bytes(tag)
            default: return false
            }
            return true
        }
    }

    /// Logs the session in.
    package struct ClientLogin: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// How the user proves who they are.
        package var scheme: String
        /// The proof: not JSON, and never logged.
        package var secret: [UInt8]
        /// Credentials that are proved with it.
        package var cred: [ClientCred]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(id: String = "", scheme: String = "", secret: [UInt8] = [], cred: [ClientCred] = []) {
            self.id = id
            self.scheme = scheme
            self.secret = secret
            self.cred = cred
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.string(scheme, at: 2)
            writer.bytes(secret, at: 3)
            writer.messages(cred, at: 4)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: scheme = try reader.string(tag)
            case 3: secret = try reader.bytes(tag)
            case 4: cred.append(try reader.message(tag))
            default: return false
            }
            return true
        }
    }

    /// What may stand beside any request.
    package struct ClientExtra: WireMessage {
        /// Files that the request refers to.
        package var attachments: [String]
        /// The user for whom root acts.
        package var onBehalfOf: String
        /// As how far trusted root acts.
        package var authLevel: AuthLevel
        /// The idempotency key of a publish: Parley's own.
        package var key: String
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            attachments: [String] = [], onBehalfOf: String = "", authLevel: AuthLevel = AuthLevel(rawValue: 0),
            key: String = ""
        ) {
            self.attachments = attachments
            self.onBehalfOf = onBehalfOf
            self.authLevel = authLevel
            self.key = key
        }

        package init() {
            self.init(attachments: [])
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.strings(attachments, at: 1)
            writer.string(onBehalfOf, at: 2)
            writer.enumeration(authLevel, at: 3)
            writer.string(key, at: 1000)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: attachments.append(try reader.string(tag))
            case 2: onBehalfOf = try reader.string(tag)
            case 3: authLevel = AuthLevel(rawValue: try reader.int32(tag))
            case 1000: key = try reader.string(tag)
            default: return false
            }
            return true
        }
    }
}
