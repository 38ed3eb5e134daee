import Chat
import TestKit
import Testing

@Suite struct UserIDTests {
    @Test(
        "A user is written as usr and the little-endian bytes in URL-safe base64",
        arguments: [
            (1, "usrAQAAAAAAAAA"), (0x0807_0605_0403_0201, "usrAQIDBAUGBwg"), (UInt64.max, "usr__________8"),
            (0x3E, "usrPgAAAAAAAAA"), (0xFB << 56, "usrAAAAAAAAAPs"),
        ] as [(UInt64, String)])
    func text(number: UInt64, text: String) throws {
        let user = try #require(UserID(rawValue: number))
        #expect(user.description == text)
        #expect(UserID(text) == user)
    }

    @Test("Whatever is written is read back")
    func roundTrip() {
        var generator = SplitMix64(1)
        for _ in 0..<10_000 {
            let user = UserID.random(using: &generator)
            #expect(UserID(user.description) == user)
        }
    }

    @Test(
        "What is no user is not read",
        arguments: [
            "", "usr", "usrAAAAAAAAAAA", "usrAQAAAAAAAA", "usrAQAAAAAAAAAA", "usrAQAAAAAAAAB", "USRAQAAAAAAAAA",
            "grpAQAAAAAAAAA", "usrAQAAAA+AAAA", "usrAQAAAA/AAAA", "usrAQAAAAAAAA=", "usrAQAAAA AAAA", " usrAQAAAAAAAAA",
            "usrAQAAAAAAAAA\n", "usrÀQAAAAAAAA", "usr\u{301}AQAAAAAAAAA", "AQAAAAAAAAA",
        ])
    func refused(text: String) {
        #expect(UserID(text) == nil)
    }

    @Test("Nobody is no user")
    func nobody() {
        #expect(UserID(rawValue: 0) == nil)
    }

    @Test("Users are ordered as their numbers, the great ones too")
    func order() throws {
        let numbers: [UInt64] = [1, 2, 1 << 63 - 1, 1 << 63, .max]
        let users = try numbers.map { try #require(UserID(rawValue: $0)) }
        #expect(users.reversed().sorted() == users)
    }
}
