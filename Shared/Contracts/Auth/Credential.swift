package import Wire

/// Credential.
package struct Credential: WireMessage {
    /// Which kind of address.
    ///
    /// `email`, `tel`.
    package var method: String
    /// The address.
    package var value: String
    /// The code that proves the value; in requests only.
    package var response: String
    /// JSON, in requests only.
    package var parameters: [UInt8]
    /// Whether it is done.
    package var isDone: Bool
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        method: String = "",
        value: String = "",
        response: String = "",
        parameters: [UInt8] = [],
        isDone: Bool = false
    ) {
        self.method = method
        self.value = value
        self.response = response
        self.parameters = parameters
        self.isDone = isDone
    }

    package init() {
        self.init(method: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(method, at: 1)
        writer.string(value, at: 2)
        writer.string(response, at: 3)
        writer.bytes(parameters, at: 4)
        writer.bool(isDone, at: 5)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: method = try reader.string(tag)
        case 2: value = try reader.string(tag)
        case 3: response = try reader.string(tag)
        case 4: parameters = try reader.bytes(tag)
        case 5: isDone = try reader.bool(tag)
        default: return false
        }
        return true
    }
}

/// The request of `SetCredential`.
package struct SetCredentialRequest: WireMessage {
    /// The user.
    package var user: UInt64
    /// For its use, or the credential.
    package var credential: Credential?
    /// Which language letters to the user are in: a tag such as `en-US`; empty for the default.
    package var language: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        credential: Credential? = nil,
        language: String = ""
    ) {
        self.user = user
        self.credential = credential
        self.language = language
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.message(credential, at: 2)
        writer.string(language, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: credential = try reader.message(tag, into: credential)
        case 3: language = try reader.string(tag)
        default: return false
        }
        return true
    }
}

/// The request of `DeleteCredential`.
package struct DeleteCredentialRequest: WireMessage {
    /// The user.
    package var user: UInt64
    /// Which kind of address.
    package var method: String
    /// The address.
    package var value: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        method: String = "",
        value: String = ""
    ) {
        self.user = user
        self.method = method
        self.value = value
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.string(method, at: 2)
        writer.string(value, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: method = try reader.string(tag)
        case 3: value = try reader.string(tag)
        default: return false
        }
        return true
    }
}
