package import Wire

/// The request of `ResetSecret`.
package struct ResetSecretRequest: WireMessage {
    /// `scheme:method:address`.
    ///
    /// Never logged.
    package var secret: [UInt8]
    /// Which language letters to the user are in: a tag such as `en-US`; empty for the default.
    package var language: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        secret: [UInt8] = [],
        language: String = ""
    ) {
        self.secret = secret
        self.language = language
    }

    package init() {
        self.init(secret: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.bytes(secret, at: 1)
        writer.string(language, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: secret = try reader.bytes(tag)
        case 2: language = try reader.string(tag)
        default: return false
        }
        return true
    }
}
