import JSON
import TestKit

/// Makes values of every kind, nested a little, out of a random generator.
enum RandomJSON {
    private static let texts = [
        "", "a", "b", "key", "\u{2421}", "q\"\\", "\n\u{1}", "é", "e\u{301}", "漢😀", "a longer text",
    ]
    private static let numbers = ["0", "-1", "1.0", "12e2", "0.25", "-9223372036854775808", "1e400"]

    static func value(_ random: inout SplitMix64, depth: Int = 3) -> RawJSON {
        RawJSON.build { write(to: &$0, &random, depth: depth) }
    }

    private static func write(to writer: inout JSONWriter, _ random: inout SplitMix64, depth: Int) {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 4), using: &random) {
        case 0: writer.null()
        case 1: writer.bool(Bool.random(using: &random))
        case 2: writer.raw(RawJSON(trusting: Array(pick(numbers, &random).utf8)))
        case 3: writer.string(pick(texts, &random))
        case 4, 5, 6:
            writer.beginObject()
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                writer.key(naming: pick(texts, &random))
                write(to: &writer, &random, depth: depth - 1)
            }
            writer.endObject()
        default:
            writer.beginArray()
            for _ in 0..<Int.random(in: 0...4, using: &random) { write(to: &writer, &random, depth: depth - 1) }
            writer.endArray()
        }
    }

    private static func pick(_ choices: [String], _ random: inout SplitMix64) -> String {
        choices[Int.random(in: choices.indices, using: &random)]
    }
}
