import JSON
import Testing

@Suite struct JSONScannerTests {
    private func scan<Result>(
        _ text: String, _ read: (inout JSONScanner) throws(JSONError) -> Result
    ) throws(JSONError) -> Result {
        try JSONScanner.scan(Array(text.utf8), read)
    }

    @Test("Members are visited in order and read by type")
    func members() throws {
        var id: String?
        var seq: Int64?
        var hard: Bool?
        var head: RawJSON?
        var user: String?
        try scan(#" { "id" : "7", "seq":12,"hard":true, "head" : { "x" : [1, 2] } ,"user":null} "#) {
            scanner throws(JSONError) in
            try scanner.enterObject()
            while let key = try scanner.nextKey() {
                switch key {
                case "id": id = try scanner.string()
                case "seq": seq = try scanner.int()
                case "hard": hard = try scanner.bool()
                case "head": head = try scanner.raw()
                case "user": user = try scanner.stringOrNull()
                default: break
                }
            }
            try scanner.finish()
        }
        #expect(id == "7")
        #expect(seq == 12)
        #expect(hard == true)
        #expect(head?.bytes == Array(#"{ "x" : [1, 2] }"#.utf8))
        #expect(user == nil)
    }

    @Test("A value that nobody reads is still validated")
    func unread() throws {
        let keys = try scan(#"{"a":[1,{"b":2}],"c":"d","e":{}}"#) { scanner throws(JSONError) in
            var keys: [String] = []
            try scanner.object { key, _ throws(JSONError) in keys.append(key.text) }
            try scanner.finish()
            return keys
        }
        #expect(keys == ["a", "c", "e"])
        #expect(throws: JSONError(.unexpectedByte, at: 8)) {
            try scan(#"{"a":[1,]}"#) { scanner throws(JSONError) in try scanner.object { _, _ in } }
        }
    }

    @Test("A container may be left only at its end")
    func unfinished() {
        #expect(throws: JSONError(.trailingBytes, at: 1)) {
            try scan("[]") { scanner throws(JSONError) in
                try scanner.enterArray()
                try scanner.finish()
            }
        }
    }

    @Test("Asking outside a container, or twice for one value, is an error and nothing worse")
    func misuse() {
        #expect(throws: JSONError.self) { try scan("1") { scanner throws(JSONError) in _ = try scanner.nextKey() } }
        #expect(throws: JSONError.self) { try scan("]") { scanner throws(JSONError) in _ = try scanner.nextElement() } }
        #expect(throws: JSONError.self) {
            try scan("[1]") { scanner throws(JSONError) in
                try scanner.enterArray()
                _ = try scanner.int()
            }
        }
        #expect(throws: JSONError.self) {
            try scan("1") { scanner throws(JSONError) in
                _ = try scanner.int()
                _ = try scanner.int()
            }
        }
        #expect(throws: JSONError.self) {
            try scan("[1]") { scanner throws(JSONError) in
                try scanner.enterArray()
                _ = try scanner.nextKey()
            }
        }
    }

    @Test("A key that occurs twice is handed out twice, so the last one wins")
    func duplicates() throws {
        var last: Int64?
        try scan(#"{"a":1,"a":2}"#) { scanner throws(JSONError) in
            try scanner.object { key, scanner throws(JSONError) in if key == "a" { last = try scanner.int() } }
        }
        #expect(last == 2)
    }

    @Test("Keys are compared by their decoded text, whatever their length")
    func keys() throws {
        let text = #"{"\u0069d":1,"attachments":2,"exactlysixteen16":3,"maxSubscriberCount":4,"é":5,"e\u0301":6,"":7}"#
        var seen: [Int64] = []
        try scan(text) { scanner throws(JSONError) in
            while true {
                if scanner.offset == 0 { try scanner.enterObject() }
                guard let key = try scanner.nextKey() else { return }
                switch key {
                case "id", "attachments", "exactlysixteen16", "maxSubscriberCount", "é", "":
                    seen.append(try scanner.int())
                default:
                    #expect(key.text.unicodeScalars.count == 2)
                }
            }
        }
        #expect(seen == [1, 2, 3, 4, 5, 7])
    }

    @Test("A key is not equal to one that only begins like it")
    func prefixes() throws {
        #expect(("id" as JSONKey) != "i")
        #expect(("a" as JSONKey) != "a\u{0}")
        #expect(("exactlysixteen16" as JSONKey) != "exactlysixteen16x")
        #expect(("maxSubscriberCount" as JSONKey).text == "maxSubscriberCount")
        #expect(("" as JSONKey).utf8.isEmpty)
    }

    @Test("Strings are decoded")
    func strings() throws {
        let text = #""\"\\\/\b\f\n\r\t\u0041\u00e9\u6f22\ud83d\ude00é""#
        let decoded = "\"\\/\u{8}\u{C}\n\r\tAé漢😀é"
        #expect(try scan(text) { scanner throws(JSONError) in try scanner.string() } == decoded)
        #expect(try scan(text) { scanner throws(JSONError) in try scanner.utf8() } == Array(decoded.utf8))
        #expect(try scan(#""kp""#) { scanner throws(JSONError) in try scanner.keyword() } == "kp")
        #expect(try scan(#""\u006bp""#) { scanner throws(JSONError) in try scanner.keyword() } == "kp")
        #expect(try scan(#""\u0000""#) { scanner throws(JSONError) in try scanner.string() } == "\u{0}")
    }

    @Test("Arrays are read element by element")
    func arrays() throws {
        let tags = try scan(#"["a", "b" ,"c"]"#) { scanner throws(JSONError) in
            try scanner.array { scanner throws(JSONError) in try scanner.string() }
        }
        #expect(tags == ["a", "b", "c"])
        let none = try scan("[ ]") { scanner throws(JSONError) in
            try scanner.array { scanner throws(JSONError) in try scanner.string() }
        }
        #expect(none.isEmpty)
    }

    @Test("Null is no value where a value may be missing")
    func nulls() throws {
        try scan(#"[null,null,null,null,null,null,"s",1,true,[2],{"a":1},["x","y"]]"#) { scanner throws(JSONError) in
            try scanner.enterArray()
            var reads = 0
            while try scanner.nextElement() {
                reads += 1
                switch reads {
                case 1: #expect(try scanner.stringOrNull() == nil)
                case 2: #expect(try scanner.intOrNull() == nil)
                case 3: #expect(try scanner.boolOrNull() == nil)
                case 4: #expect(try scanner.rawOrNull() == nil)
                case 5: #expect(try scanner.rawObjectOrNull() == nil)
                case 6: #expect(try scanner.strings() == [])
                case 7: #expect(try scanner.stringOrNull() == "s")
                case 8: #expect(try scanner.intOrNull() == 1)
                case 9: #expect(try scanner.boolOrNull() == true)
                case 10: #expect(try scanner.rawOrNull() == .array([.int(2)]))
                case 11: #expect(try scanner.rawObjectOrNull() == .object(["a": .int(1)]))
                default: #expect(try scanner.strings() == ["x", "y"])
                }
            }
            try scanner.finish()
        }
        #expect(throws: JSONError(.typeMismatch(expected: .object), at: 0)) {
            try scan("[]") { scanner throws(JSONError) in _ = try scanner.rawObjectOrNull() }
        }
    }

    @Test("A value of another kind is a mismatch at its first byte")
    func mismatches() {
        #expect(throws: JSONError(.typeMismatch(expected: .string), at: 1)) {
            try scan(" 1") { scanner throws(JSONError) in _ = try scanner.string() }
        }
        #expect(throws: JSONError(.typeMismatch(expected: .number), at: 0)) {
            try scan(#""1""#) { scanner throws(JSONError) in _ = try scanner.int() }
        }
        #expect(throws: JSONError(.typeMismatch(expected: .bool), at: 0)) {
            try scan("null") { scanner throws(JSONError) in _ = try scanner.bool() }
        }
        #expect(throws: JSONError(.typeMismatch(expected: .object), at: 0)) {
            try scan("[]") { scanner throws(JSONError) in try scanner.enterObject() }
        }
        #expect(throws: JSONError(.typeMismatch(expected: .array), at: 0)) {
            try scan("{}") { scanner throws(JSONError) in try scanner.enterArray() }
        }
    }

    @Test("Offsets in a slice count from its beginning")
    func slices() {
        let bytes = Array("xxxx[1,]".utf8)
        #expect(throws: JSONError(.unexpectedByte, at: 3)) {
            try JSONScanner.scan(bytes[4...]) { scanner throws(JSONError) in try scanner.finish() }
        }
    }

    @Test("A refusal names what was wanted and where")
    func refusals() throws {
        let error = scan { scanner in
            _ = try? scanner.keyword()
            return scanner.refusal("kp, recv or read")
        }
        #expect(error == JSONError(.unacceptable("kp, recv or read"), at: 3))
        #expect(!"\(error)".isEmpty)
    }

    private func scan(_ read: (inout JSONScanner) -> JSONError) -> JSONError {
        JSONScanner.scan(Array("\"x\"".utf8)) { scanner in read(&scanner) }
    }
}
