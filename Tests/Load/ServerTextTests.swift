import TestKit
import Testing

@testable import Load

@Suite struct ServerTextTests {
    /// The members of the payload, as text; nil when it is no object.
    private static func members(_ text: String) -> (kind: ServerText.Kind?, members: [String: String])? {
        members(Array(text.utf8))
    }

    private static func members(_ text: [UInt8]) -> (kind: ServerText.Kind?, members: [String: String])? {
        text.withUnsafeBytes { bytes in
            let scanner = ServerText(bytes: bytes)
            var (found, kinds): ([String: String], ServerText.Kind?) = ([:], nil)
            var isSound = true
            let isWhole = scanner.payload { kind, start in
                kinds = kind
                isSound = scanner.eachMember(at: start) { key, value in
                    found[String(decoding: bytes[key], as: UTF8.self)] = String(decoding: bytes[value], as: UTF8.self)
                    return true
                }
            }
            return isWhole && isSound ? (kinds, found) : nil
        }
    }

    @Test(
        "The fields are found whatever their order, with or without spaces, beside whatever else",
        arguments: [
            #"{"data":{"topic":"grpA","seq":12,"content":{"a":[1,{"b":"}"}]},"ts":"2026"}}"#,
            #"{"data":{"content":{"a":[1,{"b":"}"}]},"ts":"2026","seq":12,"topic":"grpA"}}"#,
            " { \"x\" : [ ] , \"data\" : { \"topic\" : \"grpA\" ,\n\"seq\" : 12 , \"content\" : {\"a\":[1,{\"b\":\"}\"}]}"
                + ", \"ts\" : \"2026\" } } ",
        ])
    func found(_ text: String) throws {
        let (kind, members) = try #require(Self.members(text))
        #expect(kind == .data)
        #expect(members == ["topic": #""grpA""#, "seq": "12", "content": #"{"a":[1,{"b":"}"}]}"#, "ts": #""2026""#])
    }

    @Test("A quote or a backslash within a string does not end it")
    func escapes() throws {
        let (_, members) = try #require(Self.members(#"{"ctrl":{"text":"a \" b \\","code":200,"x":"\\\""}}"#))
        #expect(members == ["text": #""a \" b \\""#, "code": "200", "x": #""\\\"""#])
    }

    @Test("A text that is cut off anywhere is no text")
    func truncated() {
        let text = Array(#"{"ctrl":{"id":"r1","params":{"seq":[1,"]"]},"code":202,"text":"a\"b"}}"#.utf8)
        #expect(Self.members(text) != nil)
        for length in 0..<text.count { #expect(Self.members(Array(text.prefix(length))) == nil) }
    }

    @Test("Nothing that a server sends can hurt")
    func noise() {
        var random = SplitMix64(7)
        let text = Array(#"{"data":{"topic":"grpA","seq":12,"content":{"a":[1,{"b":"\"}"}]},"ts":"2026"}}"#.utf8)
        for _ in 0..<20_000 {
            var broken = text
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                broken[Int.random(in: 0..<broken.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = Self.members(broken)
        }
    }

    @Test(
        "Numbers are whole and small enough", arguments: [("0", 0), ("12", 12), ("-1", nil), ("1.5", nil), ("", nil)])
    func numbers(_ text: String, _ wanted: Int64?) {
        Array(text.utf8).withUnsafeBytes { #expect(ServerText(bytes: $0).number(0..<$0.count) == wanted) }
    }
}
