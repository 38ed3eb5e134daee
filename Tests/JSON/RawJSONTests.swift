import JSON
import Testing

@Suite struct RawJSONTests {
    private func json(_ text: String) throws -> RawJSON { try RawJSON(validating: text.utf8) }

    @Test("The bytes are kept as they came, without the whitespace around")
    func bytes() throws {
        #expect(try json(" { \"a\" : 1 } \n").bytes == Array("{ \"a\" : 1 }".utf8))
        #expect(try json("[1]") == json(" [1]"))
        #expect(try json("[1]") != json("[ 1]"))
    }

    @Test("A value tells its kind and gives itself only as that kind")
    func kinds() throws {
        #expect(try json("{}").kind == .object)
        #expect(try json("[]").kind == .array)
        #expect(try json("\"\"").kind == .string)
        #expect(try json("-1").kind == .number)
        #expect(try json("true").kind == .bool)
        #expect(try json("null").isNull)
        #expect(try json("\"1\"").int == nil)
        #expect(try json("1").string == nil)
        #expect(try json("false").bool == false)
        #expect(try json("{}").array == nil)
        #expect(try json("[1, \"b\"]").array == [.int(1), .string("b")])
        #expect(RawJSON.null.isNull)
        #expect(RawJSON.emptyObject.object?.isEmpty == true)
    }

    @Test("An object's members keep their order, and the last of two values of one key")
    func objects() throws {
        let view = try #require(try json(#"{"b":1,"a":{ },"b":3,"\u00e9":4,"e\u0301":5}"#).object)
        #expect(view.map(\.key) == ["b", "a", "é", "e\u{301}"])
        #expect(view["b"] == .int(3))
        #expect(try view["a"] == json("{ }"))
        #expect(view["é"] == .int(4))
        #expect(view["e\u{301}"] == .int(5))
        #expect(view["c"] == nil)
    }

    @Test("A description tells no content")
    func descriptions() throws {
        let secret = try json(#"{"secret":"hunter2"}"#)
        #expect("\(secret)" == "object of 20 bytes")
        #expect(String(reflecting: secret) == "object of 20 bytes")
    }

    @Test("Values can be made")
    func making() {
        #expect(RawJSON.string("a\"b").bytes == Array(#""a\"b""#.utf8))
        #expect(RawJSON.int(.min).bytes == Array("-9223372036854775808".utf8))
        #expect(RawJSON.bool(true).bytes == Array("true".utf8))
        #expect(RawJSON.array([.int(1), .null]).bytes == Array("[1,null]".utf8))
        #expect(
            RawJSON.object(["what": .string("data"), "count": .int(2)]).bytes
                == Array(#"{"what":"data","count":2}"#.utf8))
        #expect(RawJSON.object([:]) == .emptyObject)
    }

    @Test(
        "Values that mean the same",
        arguments: [
            (#"{"a":1,"b":[true, null]}"#, #" { "b" : [true,null] , "a":1 }"#),
            (#""A/é""#, #""\u0041\/\u00e9""#), ("1", "1.0"), ("100", "1e2"), ("-0", "0"), ("0.10", "1e-1"),
            (#"{"a":1,"a":2}"#, #"{"a":2}"#), (#"{"\u0061":{}}"#, #"{"a":{ }}"#),
            ("123456789012345678901234567890", "12345678901234567890123456789e1"),
        ])
    func same(left: String, right: String) throws {
        #expect(try json(left).isSame(as: json(right)))
        #expect(try json(right).isSame(as: json(left)))
    }

    @Test(
        "Values that do not",
        arguments: [
            ("1", "\"1\""), ("1", "2"), ("1", "-1"), ("1", "10"), ("true", "false"), ("null", "false"), ("[]", "{}"),
            ("[1,2]", "[2,1]"), ("[1]", "[1,1]"), (#"{"a":1}"#, #"{"a":1,"b":1}"#), (#"{"a":1}"#, #"{"b":1}"#),
            ("\"\u{E9}\"", "\"e\u{301}\""), ("123456789012345678901234567890", "123456789012345678901234567891"),
            ("0.1", "0.10000000000000000000001"), ("\"a\"", "\"A\""),
        ])
    func different(left: String, right: String) throws {
        #expect(try !json(left).isSame(as: json(right)))
        #expect(try !json(right).isSame(as: json(left)))
    }
}
