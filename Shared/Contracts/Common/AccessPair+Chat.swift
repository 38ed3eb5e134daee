package import Chat

extension AccessPair {
    /// Writes an access.
    package init(_ access: Access) {
        self.init(want: UInt32(access.want.rawValue), given: UInt32(access.given.rawValue))
    }
}

extension Access {
    /// Reads an access; bits without a meaning are dropped.
    package init(_ pair: AccessPair) {
        self.init(want: AccessMode(mask: pair.want), given: AccessMode(mask: pair.given))
    }
}

extension DefaultAccessPair {
    /// Writes a default access.
    package init(_ access: DefaultAccess) {
        self.init(
            authenticated: UInt32(access.authenticated.rawValue), anonymous: UInt32(access.anonymous.rawValue))
    }
}

extension DefaultAccess {
    /// Reads a default access; bits without a meaning are dropped.
    package init(_ pair: DefaultAccessPair) {
        self.init(
            authenticated: AccessMode(mask: pair.authenticated), anonymous: AccessMode(mask: pair.anonymous))
    }
}

extension AccessMode {
    /// Reads a mask; bits without a meaning are dropped.
    package init(mask: UInt32) {
        self.init(rawValue: UInt8(truncatingIfNeeded: mask))
    }

    /// The mask that stands for the mode on the wire.
    package var mask: UInt32 {
        UInt32(rawValue)
    }
}
