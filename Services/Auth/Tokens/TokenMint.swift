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
    /// `validated` says whether the bearer has proved what it must.
    func issue(_ user: UserID, level: AuthLevel, validated: Bool, at now: Int64) -> (bytes: [UInt8], token: Token) {
        let token = Token(
            user: user, expires: UInt32(clamping: now / 1000 + lifetime.components.seconds), level: level,
            serial: serial, features: validated ? Token.Feature.validated : 0)
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
