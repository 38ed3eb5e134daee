package import Wire

/// The request of `Configuration`.
package struct ConfigurationRequest: WireMessage {
    package var unknownFields = UnknownFields()

    /// Creates the message.
    package init() {}

    package func encodeFields(to writer: inout WireWriter) {}

    package func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        false
    }
}

/// Call configuration.
package struct CallConfiguration: WireMessage {
    /// None: calls are off.
    package var iceServers: [IceServer]
    /// Milliseconds.
    package var establishmentTimeout: Int64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        iceServers: [IceServer] = [],
        establishmentTimeout: Int64 = 0
    ) {
        self.iceServers = iceServers
        self.establishmentTimeout = establishmentTimeout
    }

    package init() {
        self.init(iceServers: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(iceServers, at: 1)
        writer.int64(establishmentTimeout, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: iceServers.append(try reader.message(tag))
        case 2: establishmentTimeout = try reader.int64(tag)
        default: return false
        }
        return true
    }
}

/// Ice server.
package struct IceServer: WireMessage {
    /// Where it is.
    package var urls: [String]
    /// For its use.
    package var username: String
    /// For its use, or the credential.
    package var credential: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        urls: [String] = [],
        username: String = "",
        credential: String = ""
    ) {
        self.urls = urls
        self.username = username
        self.credential = credential
    }

    package init() {
        self.init(urls: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.strings(urls, at: 1)
        writer.string(username, at: 2)
        writer.string(credential, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: urls.append(try reader.string(tag))
        case 2: username = try reader.string(tag)
        case 3: credential = try reader.string(tag)
        default: return false
        }
        return true
    }
}
