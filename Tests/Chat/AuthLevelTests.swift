import Chat
import Testing

@Suite struct AuthLevelTests {
    @Test(
        "Levels have the words and numbers of the client protocol",
        arguments: [(AuthLevel.anonymous, "anon", 10), (.authenticated, "auth", 20), (.root, "root", 30)]
            as [(AuthLevel, String, Int32)])
    func words(level: AuthLevel, word: String, number: Int32) {
        #expect(level.description == word)
        #expect(AuthLevel(word) == level)
        #expect(level.rawValue == number)
    }

    @Test("Nothing else is a level", arguments: ["", "none", "ROOT", "auth "])
    func refused(word: String) {
        #expect(AuthLevel(word) == nil)
    }

    @Test("Trust grows from none to root")
    func order() {
        #expect(AuthLevel.allCases == [.none, .anonymous, .authenticated, .root])
        #expect(AuthLevel.allCases.sorted() == AuthLevel.allCases)
    }
}
