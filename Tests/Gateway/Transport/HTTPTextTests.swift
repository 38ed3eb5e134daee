import Testing

@testable import Gateway

/// What addresses and headers are written in.
@Suite struct HTTPTextTests {
    @Test(
        "Percent-encoding is undone, and what is none is refused or stays",
        arguments: [
            ("", "", ""), ("a%20b%2fc%C3%A4", "a b/c\u{e4}", "a b/c\u{e4}"), ("%", nil, "%"), ("a%4", nil, "a%4"),
            ("%+a", nil, "%+a"), ("%4g%41", nil, "%4gA"), ("+", "+", "+"), ("%2541", "%41", "%41"),
        ])
    func percentEncoding(text: String, strict: String?, lenient: String) {
        let decoded = [false, true].map { isLenient in
            PercentEncoding.decode(text[...].utf8, isLenient: isLenient).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(decoded == [strict, lenient])
    }

    @Test(
        "A tag is found in a list, weak or not",
        arguments: [
            (#""a""#, true), (#"W/"a""#, true), (#""b", "a""#, true), (#""b" ,\t"a" "#, true), ("*", true), ("", false),
            (#""b""#, false), ("a", false), (#"w/"a""#, false), (#""aa""#, false),
        ])
    func entityTags(list: String, isFound: Bool) {
        #expect(EntityTags.names(#""a""#, in: list.replacing("\\t", with: "\t")) == isFound)
    }
}
