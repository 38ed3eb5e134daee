package import Wire

extension Pbx {
    /// The access of those who bring no subscription of their own.
    package struct DefaultAcsMode: WireMessage {
        /// Mode letters for users with an account.
        package var auth: String
        /// Mode letters for anonymous users.
        package var anon: String
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(auth: String = "", anon: String = "") {
            self.auth = auth
            self.anon = anon
        }

        package init() {
            self.init(auth: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(auth, at: 1)
            writer.string(anon, at: 2)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: auth = try reader.string(tag)
            case 2: anon = try reader.string(tag)
            default: return false
            }
            return true
        }
    }

    /// The two sides of a subscription's access.
    package struct AccessMode: WireMessage {
        /// Mode letters that the user wants.
        package var want: String
        /// Mode letters that the topic gives.
        package var given: String
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(want: String = "", given: String = "") {
            self.want = want
            self.given = given
        }

        package init() {
            self.init(want: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(want, at: 1)
            writer.string(given, at: 2)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: want = try reader.string(tag)
            case 2: given = try reader.string(tag)
            default: return false
            }
            return true
        }
    }

    /// Sequences.
    package struct SeqRange: WireMessage {
        /// The first one.
        package var low: Int32
        /// One beyond the last one; 0 for a single one.
        package var hi: Int32
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(low: Int32 = 0, hi: Int32 = 0) {
            self.low = low
            self.hi = hi
        }

        package init() {
            self.init(low: 0)
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.int32(low, at: 1)
            writer.int32(hi, at: 2)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: low = try reader.int32(tag)
            case 2: hi = try reader.int32(tag)
            default: return false
            }
            return true
        }
    }

    /// A credential as a client names it.
    package struct ClientCred: WireMessage {
        /// Which kind of address.
        package var method: String
        /// The address.
        package var value: String
        /// The answer to what was sent there.
        package var response: String
        /// What else the method needs.
        package var params: [MapEntry]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(method: String = "", value: String = "", response: String = "", params: [MapEntry] = []) {
            self.method = method
            self.value = value
            self.response = response
            self.params = params
        }

        package init() {
            self.init(method: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(method, at: 1)
            writer.string(value, at: 2)
            writer.string(response, at: 3)
            writer.messages(params, at: 4)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: method = try reader.string(tag)
            case 2: value = try reader.string(tag)
            case 3: response = try reader.string(tag)
            case 4: params.append(try reader.message(tag))
            default: return false
            }
            return true
        }
    }

    /// A change of a subscription's access.
    package struct SetSub: WireMessage {
        /// Whose; the caller's own when empty.
        package var userID: String
        /// Mode letters.
        package var mode: String
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(userID: String = "", mode: String = "") {
            self.userID = userID
            self.mode = mode
        }

        package init() {
            self.init(userID: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(userID, at: 1)
            writer.string(mode, at: 2)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: userID = try reader.string(tag)
            case 2: mode = try reader.string(tag)
            default: return false
            }
            return true
        }
    }

    /// A change of a description: what is not said stays.
    package struct SetDesc: WireMessage {
        /// What strangers are given.
        package var defaultAccess: DefaultAcsMode?
        /// What everybody sees.
        package var publicJSON: [UInt8]
        /// What only the user sees.
        package var privateJSON: [UInt8]
        /// What only root writes.
        package var trustedJSON: [UInt8]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            defaultAccess: DefaultAcsMode? = nil, publicJSON: [UInt8] = [], privateJSON: [UInt8] = [],
            trustedJSON: [UInt8] = []
        ) {
            self.defaultAccess = defaultAccess
            self.publicJSON = publicJSON
            self.privateJSON = privateJSON
            self.trustedJSON = trustedJSON
        }

        package init() {
            self.init(defaultAccess: nil)
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.message(defaultAccess, at: 1)
            writer.bytes(publicJSON, at: 2)
            writer.bytes(privateJSON, at: 3)
            writer.bytes(trustedJSON, at: 4)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: defaultAccess = try reader.message(tag, into: defaultAccess)
            case 2: publicJSON = try reader.bytes(tag)
            case 3: privateJSON = try reader.bytes(tag)
            case 4: trustedJSON = try reader.bytes(tag)
            default: return false
            }
            return true
        }
    }

    /// What is to be changed of a topic.
    package struct SetQuery: WireMessage {
        /// The description.
        package var desc: SetDesc?
        /// A subscription.
        package var sub: SetSub?
        /// All search tags; none changes nothing.
        package var tags: [String]
        /// A credential to add or to prove.
        package var cred: ClientCred?
        /// Shared extras by name.
        package var aux: [MapEntry]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            desc: SetDesc? = nil, sub: SetSub? = nil, tags: [String] = [], cred: ClientCred? = nil,
            aux: [MapEntry] = []
        ) {
            self.desc = desc
            self.sub = sub
            self.tags = tags
            self.cred = cred
            self.aux = aux
        }

        package init() {
            self.init(desc: nil)
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.message(desc, at: 1)
            writer.message(sub, at: 2)
            writer.strings(tags, at: 3)
            writer.message(cred, at: 4)
            writer.messages(aux, at: 5)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: desc = try reader.message(tag, into: desc)
            case 2: sub = try reader.message(tag, into: sub)
            case 3: tags.append(try reader.string(tag))
            case 4: cred = try reader.message(tag, into: cred)
            case 5: aux.append(try reader.message(tag))
            default: return false
            }
            return true
        }
    }
}
