import Chat
import Testing

@Suite struct TagTests {
    @Test(
        "Tags are lower case, without space at the ends",
        arguments: [
            ("Gardening", "gardening"), ("  two  ", "two"), ("Größe", "größe"), ("C++", "c++"), ("42", "42"),
            ("alias:Annie_B-2.0", "alias:annie_b-2.0"), ("email:A@Example.com", "email:a@example.com"),
            ("tel:+17025550001", "tel:+17025550001"), ("a:b:c", "a:b:c"),
        ])
    func normal(text: String, normal: String) {
        #expect(Tag(text)?.text == normal)
    }

    @Test(
        "What cannot be a tag is not read",
        arguments: [
            "", " ", "a", " a ", "two words", "a,b", "say \"hi\"", ":value", "#hash", "-dash", "alias:", "email:", "␡",
            "alias:аnnie", "alias:a b", "alias:a:b", "alias:é", "tab\tbed",
        ])
    func refused(text: String) {
        #expect(Tag(text) == nil)
    }

    @Test("A tag has 2 to 96 characters")
    func length() {
        #expect(Tag("ab") != nil)
        #expect(Tag(String(repeating: "ä", count: 96)) != nil)
        #expect(Tag(String(repeating: "a", count: 97)) == nil)
    }

    @Test(
        "What stands before the first colon is the namespace, and some are the suite's own",
        arguments: [
            ("plain", nil, false), ("alias:annie", "alias", false), ("basic:ann", "basic", true),
            ("email:a@b", "email", true), ("TEL:+1", "tel", true), ("x:basic:y", "x", false),
        ] as [(String, String?, Bool)])
    func namespace(text: String, namespace: String?, isRestricted: Bool) throws {
        let tag = try #require(Tag(text))
        #expect(tag.namespace == namespace)
        #expect(tag.isRestricted == isRestricted)
    }

    @Test("Tags are sorted by their texts")
    func order() {
        let tags = ["beta", "alpha", "alias:x1"].compactMap(Tag.init)
        #expect(tags.sorted().map(\.text) == ["alias:x1", "alpha", "beta"])
    }
}
