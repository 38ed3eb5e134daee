package import Wire

/// The request of `SetDevice`.
package struct SetDeviceRequest: WireMessage {
    /// The user.
    package var user: UInt64
    /// Where notifications go.
    ///
    /// Empty removes.
    package var device: String
    /// Which operating system it runs.
    package var platform: String
    /// Which language it speaks.
    package var language: String
    /// The device that the session spoke for before, which is forgotten.
    ///
    /// With it an empty device removes this one alone.
    package var replaces: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0,
        device: String = "",
        platform: String = "",
        language: String = "",
        replaces: String = ""
    ) {
        self.user = user
        self.device = device
        self.platform = platform
        self.language = language
        self.replaces = replaces
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
        writer.string(device, at: 2)
        writer.string(platform, at: 3)
        writer.string(language, at: 4)
        writer.string(replaces, at: 5)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        case 2: device = try reader.string(tag)
        case 3: platform = try reader.string(tag)
        case 4: language = try reader.string(tag)
        case 5: replaces = try reader.string(tag)
        default: return false
        }
        return true
    }
}
