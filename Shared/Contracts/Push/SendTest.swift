package import Wire

/// The request of `SendTest`.
package struct SendTestRequest: WireMessage {
    /// The user.
    package var user: UInt64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        user: UInt64 = 0
    ) {
        self.user = user
    }

    package init() {
        self.init(user: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(user, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: user = try reader.fixed64(tag)
        default: return false
        }
        return true
    }
}

/// The answer of `SendTest`.
package struct SendTestReply: WireMessage {
    /// How many devices were tried.
    package var devices: Int32
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        devices: Int32 = 0
    ) {
        self.devices = devices
    }

    package init() {
        self.init(devices: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.int32(devices, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: devices = try reader.int32(tag)
        default: return false
        }
        return true
    }
}
