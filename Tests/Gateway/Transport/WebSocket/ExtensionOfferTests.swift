import Testing

@testable import Gateway

@Suite struct ExtensionOfferTests {
    private func offers(_ headers: String...) throws -> [String] {
        try ExtensionOffer.offers(in: headers).map { offer in
            offer.name + offer.parameters.map { ";\($0.name)" + ($0.value.map { "=\($0)" } ?? "") }.joined()
        }
    }

    @Test("Offers come in order, from one header or several, with blanks anywhere between")
    func order() throws {
        #expect(try offers() == [])
        #expect(try offers("") == [])
        #expect(try offers("a") == ["a"])
        #expect(try offers("a, b;x ;\ty = 1,c", "d") == ["a", "b;x;y=1", "c", "d"])
    }

    @Test("A value may be quoted")
    func quoted() throws {
        #expect(try offers(#"a;x="10";y="1\0", b"#) == ["a;x=10;y=10", "b"])
    }

    @Test(
        "What the grammar does not allow is refused",
        arguments: [",", "a,", "a;", "a;x=", "a;=1", "a b", "a;x=\"", "a;x=\"\"", "a;x=\"1 2\"", "a;x=\"1\\", "a/b"])
    func malformed(header: String) {
        #expect(throws: ExtensionOffer.Malformed.self) { try offers(header) }
    }
}
