import Chat

/// What a token says of its bearer: 18 little-endian bytes.
struct Token: Hashable {
    /// Bits of `features`.
    enum Feature {
        /// The account had proved what it must when the token was made.
        static let validated: UInt16 = 1
        /// An external authenticator vouched for the account: it need not prove anything.
        static let vouched: UInt16 = 4
    }

    static let size = 18

    var user: UserID
    /// Seconds since 1970.
    var expires: UInt32
    var level: AuthLevel
    /// The generation of tokens that it belongs to.
    var serial: UInt16
    var features: UInt16

    /// When it ends, milliseconds since 1970.
    var expiresAt: Int64 { Int64(expires) * 1000 }

    /// The bytes that are signed.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.size)
        Self.append(user.rawValue, to: &bytes)
        Self.append(expires, to: &bytes)
        Self.append(UInt16(truncatingIfNeeded: level.rawValue), to: &bytes)
        Self.append(serial, to: &bytes)
        Self.append(features, to: &bytes)
        return bytes
    }

    private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
}

extension Token {
    /// Reads the bytes back; nil when they are not what `bytes` writes.
    init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        var rest = Array(bytes)[...]
        guard let user = UserID(rawValue: Self.number(&rest)) else { return nil }
        self.user = user
        expires = Self.number(&rest)
        let level: UInt16 = Self.number(&rest)
        guard let level = AuthLevel(rawValue: Int32(level)) else { return nil }
        self.level = level
        serial = Self.number(&rest)
        features = Self.number(&rest)
    }

    private static func number<Number: FixedWidthInteger>(_ rest: inout ArraySlice<UInt8>) -> Number {
        let size = MemoryLayout<Number>.size
        defer { rest = rest.dropFirst(size) }
        return rest.prefix(size).reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }
}
