package import Wire

extension Pbx {
    /// Who sends or fetches a file, for those without a session.
    package struct Auth: WireMessage {
        /// How they prove who they are.
        package var scheme: String
        /// The proof: not JSON, and never logged.
        package var secret: [UInt8]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(scheme: String = "", secret: [UInt8] = []) {
            self.scheme = scheme
            self.secret = secret
        }

        package init() {
            self.init(scheme: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(scheme, at: 1)
            writer.bytes(secret, at: 2)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: scheme = try reader.string(tag)
            case 2: secret = try reader.bytes(tag)
            default: return false
            }
            return true
        }
    }

    /// What a file is.
    package struct FileMeta: WireMessage {
        /// Its name.
        package var name: String
        /// Its type.
        package var mimeType: String
        /// What changes with its content.
        package var etag: String
        /// Its length, bytes.
        package var size: Int64
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(name: String = "", mimeType: String = "", etag: String = "", size: Int64 = 0) {
            self.name = name
            self.mimeType = mimeType
            self.etag = etag
            self.size = size
        }

        package init() {
            self.init(name: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(name, at: 1)
            writer.string(mimeType, at: 2)
            writer.string(etag, at: 3)
            writer.int64(size, at: 4)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: name = try reader.string(tag)
            case 2: mimeType = try reader.string(tag)
            case 3: etag = try reader.string(tag)
            case 4: size = try reader.int64(tag)
            default: return false
            }
            return true
        }
    }

    /// A part of a file on its way up: what it is in the first one, then bytes.
    package struct FileUpReq: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// Who sends it.
        package var auth: Auth?
        /// Where it is to be used.
        package var topic: String
        /// What it is.
        package var meta: FileMeta?
        /// Bytes of it: not JSON.
        package var content: [UInt8]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            id: String = "", auth: Auth? = nil, topic: String = "", meta: FileMeta? = nil, content: [UInt8] = []
        ) {
            self.id = id
            self.auth = auth
            self.topic = topic
            self.meta = meta
            self.content = content
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.message(auth, at: 2)
            writer.string(topic, at: 3)
            writer.message(meta, at: 4)
            writer.bytes(content, at: 5)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: auth = try reader.message(tag, into: auth)
            case 3: topic = try reader.string(tag)
            case 4: meta = try reader.message(tag, into: meta)
            case 5: content = try reader.bytes(tag)
            default: return false
            }
            return true
        }
    }

    /// What became of a file that was sent up.
    package struct FileUpResp: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// The outcome, for programs.
        package var code: Int32
        /// The same as a fixed text.
        package var text: String
        /// What it is; its name is where it is kept.
        package var meta: FileMeta?
        /// Where to send it instead.
        package var redirUrl: String
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            id: String = "", code: Int32 = 0, text: String = "", meta: FileMeta? = nil, redirUrl: String = ""
        ) {
            self.id = id
            self.code = code
            self.text = text
            self.meta = meta
            self.redirUrl = redirUrl
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.int32(code, at: 2)
            writer.string(text, at: 3)
            writer.message(meta, at: 4)
            writer.string(redirUrl, at: 5)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: code = try reader.int32(tag)
            case 3: text = try reader.string(tag)
            case 4: meta = try reader.message(tag, into: meta)
            case 5: redirUrl = try reader.string(tag)
            default: return false
            }
            return true
        }
    }

    /// Asks for a file.
    package struct FileDownReq: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// Who asks.
        package var auth: Auth?
        /// Where it is kept.
        package var uri: String
        /// What the client has already, as its etag.
        package var ifModified: String
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(id: String = "", auth: Auth? = nil, uri: String = "", ifModified: String = "") {
            self.id = id
            self.auth = auth
            self.uri = uri
            self.ifModified = ifModified
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.message(auth, at: 2)
            writer.string(uri, at: 3)
            writer.string(ifModified, at: 4)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: auth = try reader.message(tag, into: auth)
            case 3: uri = try reader.string(tag)
            case 4: ifModified = try reader.string(tag)
            default: return false
            }
            return true
        }
    }

    /// A part of a file on its way down: what it is in the first one, then bytes.
    package struct FileDownResp: WireMessage {
        /// The client's number of the request.
        package var id: String
        /// The outcome, for programs.
        package var code: Int32
        /// The same as a fixed text.
        package var text: String
        /// Where it is instead.
        package var redirUrl: String
        /// What it is.
        package var meta: FileMeta?
        /// Bytes of it: not JSON.
        package var content: [UInt8]
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(
            id: String = "", code: Int32 = 0, text: String = "", redirUrl: String = "", meta: FileMeta? = nil,
            content: [UInt8] = []
        ) {
            self.id = id
            self.code = code
            self.text = text
            self.redirUrl = redirUrl
            self.meta = meta
            self.content = content
        }

        package init() {
            self.init(id: "")
        }

        package func encodeFields(to writer: inout WireWriter) {
            writer.string(id, at: 1)
            writer.int32(code, at: 2)
            writer.string(text, at: 3)
            writer.string(redirUrl, at: 4)
            writer.message(meta, at: 5)
            writer.bytes(content, at: 6)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: id = try reader.string(tag)
            case 2: code = try reader.int32(tag)
            case 3: text = try reader.string(tag)
            case 4: redirUrl = try reader.string(tag)
            case 5: meta = try reader.message(tag, into: meta)
            case 6: content = try reader.bytes(tag)
            default: return false
            }
            return true
        }
    }
}
