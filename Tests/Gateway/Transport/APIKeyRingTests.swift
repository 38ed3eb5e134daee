import Testing

@testable import Gateway

@Suite struct APIKeyRingTests {
    private let ring = APIKeyRing(salt: .development)

    @Test("The key of the stock clients is good under the development salt")
    func stock() {
        #expect(ring.verify(APIKeyRing.stockKey.utf8) == APIKey(application: 1, sequence: 1, isRoot: false))
    }

    @Test("A key says what it was made from")
    func contents() {
        // Made with another implementation of HMAC-MD5 from the same salt.
        #expect(
            ring.verify("AQQDAgHNqwHsnJj1ykWRfQ3_ZlmyMNeH".utf8)
                == APIKey(application: 0x0102_0304, sequence: 0xABCD, isRoot: true))
    }

    @Test("The key that is issued under a salt is good there, and under the development salt it is the stock clients'")
    func issued() {
        let salt = APIKeySalt(Array("another salt of ours".utf8))
        #expect(APIKeyRing(salt: salt).verify(salt.clientKey.utf8) == APIKey())
        #expect(APIKeySalt.development.clientKey == APIKeyRing.stockKey)
    }

    @Test("A key of another salt is not good")
    func otherSalt() {
        let other = APIKeyRing(salt: APIKeySalt(Array("another salt of ours".utf8)))
        #expect(other.verify(APIKeyRing.stockKey.utf8) == nil)
        #expect(other.verify("AQEAAAABAACxIiGxGdTFg-tJO9UO0XuE".utf8) == APIKey())
        #expect(ring.verify("AQEAAAABAACxIiGxGdTFg-tJO9UO0XuE".utf8) == nil)
    }

    @Test("No byte of a key can be changed")
    func tampered() throws {
        let bytes = try #require(Base64.decode(APIKeyRing.stockKey.utf8, .urlSafe))
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(ring.verify(Base64.encode(changed, .urlSafe).utf8) == nil)
        }
    }

    @Test(
        "Anything else is not good",
        arguments: [
            "", "x", "AQEAAAABAAD_rAp4DJh05a1HAwFT3A6", "AQEAAAABAAD/rAp4DJh05a1HAwFT3A6K",
            "AQEAAAABAAD_rAp4DJh05a1HAwFT3A6KAAAA",
        ])
    func refused(text: String) {
        #expect(ring.verify(text.utf8) == nil)
    }
}
