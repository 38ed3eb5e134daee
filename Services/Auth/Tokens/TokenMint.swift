import Chat
import Crypto

/// Makes tokens and tells real ones: what a token says, followed by its HMAC-SHA256.
struct TokenMint: Sendable {
    private let key: SymmetricKey
    private let serial: UInt16
    private let lifetime: Duration

    init(key: [UInt8], serial: UInt16, lifetime: Duration) {
        self.key = SymmetricKey(data: key)
        self.serial = serial
        self.lifetime = lifetime
    }

    /// Makes a token that serves from now on, in milliseconds since 1970.
    ///
    /// - `features`: bits of ``Token/Feature``.
    /// - `lifetime`: how long it serves; nil for as long as others do, which is also the most.
    func issue(
        _ user: UserID, level: AuthLevel, features: UInt16, lifetime: Duration? = nil, at now: Int64
    ) -> (bytes: [UInt8], token: Token) {
        let seconds = min(self.lifetime, lifetime ?? self.lifetime).components.seconds
        let token = Token(
            user: user, expires: UInt32(clamping: now / 1000 + seconds), level: level, serial: serial,
            features: features)
        return (token.bytes + HMAC<SHA256>.authenticationCode(for: token.bytes, using: key), token)
    }

    /// Reads a token; nil when this mint did not make it, when it has ended, or when its generation has.
    func read(_ bytes: [UInt8], at now: Int64) -> Token? {
        guard bytes.count == Token.size + SHA256.byteCount else { return nil }
        let said = bytes.prefix(Token.size)
        guard
            HMAC<SHA256>.isValidAuthenticationCode(
                bytes.dropFirst(Token.size), authenticating: said, using: key),
            let token = Token(said), token.serial == serial, token.expiresAt > now
        else { return nil }
        return token
    }
}
