package import Wire

/// Two bit masks, J=1 R=2 W=4 P=8 A=16 S=32 D=64 O=128.
package struct AccessPair: WireMessage {
    /// What the user wants: a mask.
    package var want: UInt32
    /// What the topic gives: a mask.
    package var given: UInt32
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        want: UInt32 = 0,
        given: UInt32 = 0
    ) {
        self.want = want
        self.given = given
    }

    package init() {
        self.init(want: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.uint32(want, at: 1)
        writer.uint32(given, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: want = try reader.uint32(tag)
        case 2: given = try reader.uint32(tag)
        default: return false
        }
        return true
    }
}

/// Default access pair.
package struct DefaultAccessPair: WireMessage {
    /// For users with an account: a mask.
    package var authenticated: UInt32
    /// For anonymous users: a mask.
    package var anonymous: UInt32
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        authenticated: UInt32 = 0,
        anonymous: UInt32 = 0
    ) {
        self.authenticated = authenticated
        self.anonymous = anonymous
    }

    package init() {
        self.init(authenticated: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.uint32(authenticated, at: 1)
        writer.uint32(anonymous, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: authenticated = try reader.uint32(tag)
        case 2: anonymous = try reader.uint32(tag)
        default: return false
        }
        return true
    }
}
