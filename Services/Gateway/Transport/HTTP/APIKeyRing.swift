internal import Crypto

/// Issues and checks API keys.
///
/// A key is 24 bytes in URL-safe base64: the version (1), the application (4), the sequence (2, low byte first), the
/// root mark (1), and the HMAC-MD5 of these eight with the ring's salt (16).
struct APIKeyRing: Sendable {
    /// The key that the stock clients carry.
    static let stockKey = "AQEAAAABAAD_rAp4DJh05a1HAwFT3A6K"

    private static let version: UInt8 = 1
    private static let statementLength = 8
    private static let keyLength = 24

    private let salt: APIKeySalt

    /// Creates a ring from the salt that its keys are signed with.
    init(salt: APIKeySalt) {
        self.salt = salt
    }

    /// Reads a key; nil unless it was signed with this ring's salt.
    func verify(_ text: some Collection<UInt8>) -> APIKey? {
        guard let bytes = Base64.decode(text, .urlSafe), bytes.count == Self.keyLength else { return nil }
        let statement = bytes.prefix(Self.statementLength)
        guard statement[0] == Self.version, isEqual(signature(of: statement), bytes[Self.statementLength...]) else {
            return nil
        }
        return APIKey(
            application: statement[1...4].reversed().reduce(0) { $0 << 8 | UInt32($1) },
            sequence: UInt16(statement[5]) | UInt16(statement[6]) << 8,
            isRoot: statement[7] == 1)
    }

    /// Makes a key.
    func issue(_ key: APIKey) -> String {
        let application = (0..<4).map { UInt8(truncatingIfNeeded: key.application >> (8 * $0)) }
        let sequence = [UInt8(truncatingIfNeeded: key.sequence), UInt8(truncatingIfNeeded: key.sequence >> 8)]
        let statement = [Self.version] + application + sequence + [key.isRoot ? 1 : 0]
        return Base64.encode(statement + signature(of: statement[...]), .urlSafe)
    }

    private func signature(of statement: ArraySlice<UInt8>) -> [UInt8] {
        Array(HMAC<Insecure.MD5>.authenticationCode(for: Array(statement), using: SymmetricKey(data: salt.bytes)))
    }

    /// Compares in a time that does not tell where the difference is.
    private func isEqual(_ left: [UInt8], _ right: ArraySlice<UInt8>) -> Bool {
        left.count == right.count && zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
