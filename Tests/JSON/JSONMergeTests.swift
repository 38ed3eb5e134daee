import JSON
import TestKit
import Testing

@Suite struct JSONMergeTests {
    struct Case: Sendable {
        let base: String?
        let patch: String
        let result: String?
        let changed: Bool

        init(_ base: String?, _ patch: String, gives result: String?, changed: Bool) {
            (self.base, self.patch, self.result, self.changed) = (base, patch, result, changed)
        }
    }

    @Test(
        "A patch is applied as the client protocol defines it",
        arguments: [
            // As recorded: set desc, then get it back.
            Case(#"{"fn":"Ann"}"#, #"{"note":"hello"}"#, gives: #"{"fn":"Ann","note":"hello"}"#, changed: true),
            Case(#"{"c":1}"#, #"{"c":"\u2421","d":2}"#, gives: #"{"d":2}"#, changed: true),
            // Null changes nothing.
            Case(nil, "null", gives: nil, changed: false),
            Case(#"{"a": 1}"#, "null", gives: #"{"a": 1}"#, changed: false),
            Case(#"{"a": 1}"#, #"{"a":null}"#, gives: #"{"a": 1}"#, changed: false),
            Case(#"{"a":1}"#, #"{"b":null}"#, gives: #"{"a":1}"#, changed: false),
            Case(#"{"a":1}"#, #"{"a":null,"b":2}"#, gives: #"{"a":1,"b":2}"#, changed: true),
            // The deletion mark clears.
            Case(nil, #""␡""#, gives: nil, changed: false),
            Case(#"{"a":1}"#, #""␡""#, gives: nil, changed: true),
            Case(#""text""#, #""\u2421""#, gives: nil, changed: true),
            Case(#"{"a":1,"b":2}"#, #"{"a":"␡"}"#, gives: #"{"b":2}"#, changed: true),
            Case(#"{"a":1}"#, #"{"a":"␡"}"#, gives: "{}", changed: true),
            Case(#"{"a":1}"#, #"{"b":"␡"}"#, gives: #"{"a":1}"#, changed: false),
            Case(#"{"a":{"b":1,"c":2}}"#, #"{"a":{"b":"␡"}}"#, gives: #"{"a":{"c":2}}"#, changed: true),
            Case(#"{"a":1}"#, #"{"a":"␡␡"}"#, gives: #"{"a":"␡␡"}"#, changed: true),
            // Objects merge, keeping order.
            Case(#"{"a":{"x":1},"b":2}"#, #"{"a":{"y":3}}"#, gives: #"{"a":{"x":1,"y":3},"b":2}"#, changed: true),
            Case(#"{"b":1,"a":2}"#, #"{"a":3,"b":4}"#, gives: #"{"b":4,"a":3}"#, changed: true),
            Case(#"{"a": 1, "b": 2}"#, #"{"c":3}"#, gives: #"{"a":1,"b":2,"c":3}"#, changed: true),
            Case(#"{"a":1}"#, "{}", gives: #"{"a":1}"#, changed: false),
            // Anything else replaces.
            Case(#"{"a":1}"#, #""text""#, gives: #""text""#, changed: true),
            Case(#"{"a":[1,2]}"#, #"{"a":[3]}"#, gives: #"{"a":[3]}"#, changed: true),
            Case(#"{"a":{"x":1}}"#, #"{"a":5}"#, gives: #"{"a":5}"#, changed: true),
            Case(#"{"a":5}"#, #"{"a":{"x":1}}"#, gives: #"{"a":{"x":1}}"#, changed: true),
            Case(#""text""#, #"{"a":1}"#, gives: #"{"a":1}"#, changed: true),
            Case(#""text""#, "{}", gives: "{}", changed: true),
            Case("[1]", "[1,null,\"␡\"]", gives: "[1,null,\"␡\"]", changed: true),
            // What means the same is no change, and the old bytes stay.
            Case(#"{"a":1.0}"#, #"{"a":1}"#, gives: #"{"a":1.0}"#, changed: false),
            Case(#"{"a":[1, 2]}"#, #"{"a":[1,2]}"#, gives: #"{"a":[1, 2]}"#, changed: false),
            Case(#""A""#, #""\u0041""#, gives: #""A""#, changed: false),
            // To what is absent a patch adds, without its marks.
            Case(nil, #""text""#, gives: #""text""#, changed: true),
            Case(nil, #"{"fn":"Ann"}"#, gives: #"{"fn":"Ann"}"#, changed: true),
            Case(nil, #"{"a":null,"b":{"c":"␡","d":1},"e":"␡"}"#, gives: #"{"b":{"d":1}}"#, changed: true),
            Case(nil, #"{"a":{}}"#, gives: #"{"a":{}}"#, changed: true),
            Case(nil, #"{"a":"␡"}"#, gives: nil, changed: false),
            Case(nil, "{}", gives: nil, changed: false),
            Case("null", #"{"a":1}"#, gives: #"{"a":1}"#, changed: true),
            // Keys may need escapes.
            Case(#"{"a\"b":1}"#, #"{"c\n":2}"#, gives: #"{"a\"b":1,"c\n":2}"#, changed: true),
        ])
    func merges(example: Case) throws {
        let base = try example.base.map { try RawJSON(validating: $0.utf8) }
        let outcome = JSONMerge.apply(try RawJSON(validating: example.patch.utf8), to: base)
        #expect(outcome.result.map { String(decoding: $0.bytes, as: UTF8.self) } == example.result)
        #expect(outcome.changed == example.changed)
    }

    @Test("Applying a patch twice changes nothing the second time", arguments: SplitMix64.seeds)
    func idempotent(seed: UInt64) throws {
        var random = SplitMix64(seed)
        for _ in 0..<100 {
            let base = RandomJSON.value(&random)
            let patch = RandomJSON.value(&random)
            let once = JSONMerge.apply(patch, to: base).result
            let twice = JSONMerge.apply(patch, to: once)
            #expect(twice.result == once)
            #expect(!twice.changed)
        }
    }
}
