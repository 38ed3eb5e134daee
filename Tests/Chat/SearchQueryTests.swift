import Chat
import Testing

@Suite("A search")
struct SearchQueryTests {
    private func stored(_ text: String) -> SearchQuery? {
        SearchQuery(text, from: .stored)
    }

    @Test(
        "joins by AND, or by OR where a comma stands on either side",
        arguments: [
            ("aaa", [["aaa"]], []),
            ("aaa bbb", [["aaa"], ["bbb"]], []),
            ("aaa, bbb", [], ["aaa", "bbb"]),
            ("aaa bbb, ccc", [["aaa"]], ["bbb", "ccc"]),
            ("aaa,bbb ccc , ddd eee", [["eee"]], ["aaa", "bbb", "ccc", "ddd"]),
            ("  aaa   bbb  ", [["aaa"], ["bbb"]], []),
            (#""ns:aaa" bbb"#, [["ns:aaa"], ["bbb"]], []),
            ("Hiking", [["hiking"]], []),
            ("aaa,aaa", [], ["aaa"]),
        ] as [(String, [[String]], [String])])
    func joining(_ text: String, _ required: [[String]], _ optional: [String]) {
        let query = stored(text)
        #expect(query?.required == required)
        #expect(query?.optional == optional)
    }

    @Test(
        "that breaks the rules is none",
        arguments: ["", "  ", ",", "aaa,", ",aaa", "aaa,,bbb", #""aaa"#, #"aaa"bbb"#, #""aaa"bbb"#, #""""#])
    func broken(_ text: String) {
        #expect(stored(text) == nil)
    }

    @Test("for what can be no tag finds nothing, rather than everything")
    func impossible() {
        #expect(stored("x")?.required == [[]])
        #expect(stored("x aaa")?.required == [[], ["aaa"]])
        #expect(stored("x, y") == nil)
    }

    @Test(
        "knows what words may stand for",
        arguments: [
            ("alice", ["alice", "basic:alice", "alias:alice"]),
            ("Alice@Example.com", ["email:alice@example.com", "alice@example.com"]),
            ("email:alice@example.com", ["email:alice@example.com"]),
            ("+17025550001", ["tel:+17025550001"]),
            ("702-555-0001", ["tel:+17025550001", "702-555-0001"]),
            ("tel:7025550001", ["tel:+17025550001"]),
            ("alias:newsy", ["alias:newsy"]),
            (#""+1 (702) 555-0001""#, ["tel:+17025550001"]),
        ])
    func rewriting(_ word: String, _ tags: [String]) {
        #expect(SearchQuery(word, from: .session)?.required == [tags])
    }

    @Test("that was stored is taken by its word")
    func storedWords() {
        #expect(stored("alice")?.required == [["alice"]])
        #expect(stored("alice@example.com, 7025550001")?.optional == ["email:alice@example.com", "tel:+17025550001"])
    }

    @Test(
        "reads telephone numbers as they are written at home",
        arguments: [
            ("GB", "020 7946 0958", "+442079460958"), ("DE", "030 901820", "+4930901820"),
            ("DE", "0049 30 901820", "+4930901820"), ("RU", "8 495 123 45 67", "+74951234567"),
            ("IT", "06 698 12345", "+390669812345"), ("US", "1 702 555 0001", "+17025550001"),
            ("GB", "+1 702 555 0001", "+17025550001"),
        ])
    func home(_ country: String, _ number: String, _ expected: String) {
        #expect(ContactAddress.telephone(number, country: country) == expected)
    }

    @Test(
        "takes no other number for a telephone's",
        arguments: ["123456", "12345678901234567", "70255500o1", "+0123456789"])
    func noTelephone(_ text: String) {
        #expect(ContactAddress.telephone(text, country: "US") == nil)
    }

    @Test(
        "takes a country from a language",
        arguments: [("en-GB", "GB"), ("pt_BR", "BR"), ("zh-Hant-TW", "TW"), ("en", nil)])
    func countries(_ language: String, _ country: String?) {
        #expect(CallingCode.country(ofLanguage: language) == country)
    }
}
