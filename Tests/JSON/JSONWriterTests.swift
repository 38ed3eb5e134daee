import JSON
import Testing

@Suite struct JSONWriterTests {
    private func written(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("Objects and arrays are compact, with commas only between")
    func structure() {
        let text = written { writer in
            writer.beginObject()
            writer.field("id", "7")
            writer.field("code", 200)
            writer.object("params") { $0.field("done", true) }
            writer.array("list") { writer in
                writer.int(1)
                writer.beginArray()
                writer.endArray()
                writer.beginObject()
                writer.endObject()
                writer.null()
            }
            writer.field("tags", ["a", "b"])
            writer.field("none", [String]())
            writer.key(naming: "k\"")
            writer.string("v")
            writer.field("at", timestamp: 0)
            writer.endObject()
        }
        let members = [
            #""id":"7""#, #""code":200"#, #""params":{"done":true}"#, #""list":[1,[],{},null]"#, #""tags":["a","b"]"#,
            #""none":[]"#, #""k\"":"v""#, #""at":"1970-01-01T00:00:00Z""#,
        ]
        #expect(text == "{" + members.joined(separator: ",") + "}")
    }

    @Test("An absent field leaves no trace")
    func absent() {
        let text = written { writer in
            writer.beginObject()
            writer.field("a", ifPresent: String?.none)
            writer.field("b", ifPresent: Int?.none)
            writer.field("c", ifPresent: Bool?.none)
            writer.field("d", ifPresent: RawJSON?.none)
            writer.field("e", timestampIfPresent: nil)
            writer.field("f", ifPresent: "x")
            writer.field("g", ifPresent: UInt8(3))
            writer.endObject()
        }
        #expect(text == #"{"f":"x","g":3}"#)
    }

    @Test("Values carried as bytes are embedded unchanged")
    func embedded() throws {
        let value = try RawJSON(validating: #"{ "b" : 1.0, "a":"\u0041" }"#.utf8)
        let text = written { writer in
            writer.beginArray()
            writer.raw(value)
            writer.raw(value)
            writer.endArray()
        }
        #expect(text == #"[{ "b" : 1.0, "a":"\u0041" },{ "b" : 1.0, "a":"\u0041" }]"#)
    }

    @Test("The members of one object can go into another")
    func members() {
        let text = written { writer in
            writer.beginObject()
            writer.members(of: .emptyObject)
            writer.members(of: .object(["a": .int(1), "b": .int(2)]))
            writer.members(of: .emptyObject)
            writer.members(of: .object(["c": .int(3)]))
            writer.endObject()
        }
        #expect(text == #"{"a":1,"b":2,"c":3}"#)
    }

    @Test(
        "Only what must be escaped is",
        arguments: [
            ("", #""""#), ("plain / <b>&'", #""plain / <b>&'""#), ("\"\\", #""\"\\""#),
            ("\u{8}\u{9}\u{A}\u{C}\u{D}", #""\b\t\n\f\r""#), ("\u{0}\u{1F}\u{7F}", "\"\\u0000\\u001f\u{7F}\""),
            ("é漢😀\u{2028}", "\"é漢😀\u{2028}\""),
        ])
    func escapes(value: String, expected: String) throws {
        let text = written { $0.string(value) }
        #expect(Array(text.utf8) == Array(expected.utf8))
        #expect(try RawJSON(validating: text.utf8).string == value)
    }

    @Test(
        "Integers of any width are written whole",
        arguments: [(0, "0"), (7, "7"), (-10, "-10"), (.max, "9223372036854775807"), (.min, "-9223372036854775808")]
            as [(Int64, String)])
    func integers(value: Int64, expected: String) {
        #expect(written { $0.int(value) } == expected)
    }

    @Test("The ends of other widths too")
    func widths() {
        #expect(written { $0.int(UInt64.max) } == "18446744073709551615")
        #expect(written { $0.int(Int8.min) } == "-128")
        #expect(written { $0.int(UInt8.max) } == "255")
        #expect(written { $0.int(UInt8(5)) } == "5")
    }
}
