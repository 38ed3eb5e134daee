import Chat
import Storage
import Testing

@testable import Auth

@Suite("Tokens")
struct TokenTests {
    static let now: Int64 = 1_800_000_000_000
    let mint = TokenMint(key: Array(0..<32), serial: 1, lifetime: .seconds(60))
    let user = UserID.random()

    @Test("the signed part has the layout of the client protocol")
    func layout() throws {
        let user = try #require(UserID(rawValue: 0x0807_0605_0403_0201))
        let token = Token(user: user, expires: 0x0d0c_0b0a, level: .authenticated, serial: 0x0201, features: 1)
        #expect(token.bytes == [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 20, 0, 1, 2, 1, 0])
        #expect(Token(token.bytes) == token)
    }

    @Test("a token is read back until it ends")
    func lifetime() {
        let (bytes, token) = mint.issue(user, level: .root, features: Token.Feature.validated, at: Self.now)
        #expect(bytes.count == 50)
        #expect(token.expiresAt == Self.now + 60_000)
        #expect(mint.read(bytes, at: Self.now + 59_999) == token)
        #expect(mint.read(bytes, at: Self.now + 60_000) == nil)
    }

    @Test("a token with any byte changed is refused", arguments: 0..<50)
    func tampered(index: Int) {
        var bytes = mint.issue(user, level: .authenticated, features: 0, at: Self.now).bytes
        for bit in 0..<8 {
            bytes[index] ^= 1 << bit
            #expect(mint.read(bytes, at: Self.now) == nil)
            bytes[index] ^= 1 << bit
        }
        #expect(mint.read(bytes, at: Self.now) != nil)
    }

    @Test("a token cut short or drawn out is refused", arguments: [0, 17, 18, 49, 51])
    func length(_ count: Int) {
        let bytes = mint.issue(user, level: .authenticated, features: Token.Feature.validated, at: Self.now).bytes + [0]
        #expect(mint.read(Array(bytes.prefix(count)), at: Self.now) == nil)
    }

    @Test("a token of another key or another generation is refused")
    func strangers() {
        let bytes = mint.issue(user, level: .authenticated, features: Token.Feature.validated, at: Self.now).bytes
        let others = [
            TokenMint(key: Array(1..<33), serial: 1, lifetime: .seconds(60)),
            TokenMint(key: Array(0..<32), serial: 2, lifetime: .seconds(60)),
        ]
        for other in others {
            #expect(other.read(bytes, at: Self.now) == nil)
        }
    }

    @Test("a token that is about nobody or of no level is refused though signed")
    func nonsense() {
        #expect(Token([UInt8](repeating: 0, count: 18)) == nil)
        #expect(Token([1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 99, 0, 1, 0, 0, 0]) == nil)
    }
}
