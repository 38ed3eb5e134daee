import TestKit
import Testing

@testable import Storage

@Suite struct BSONTests {
    private static let document: BSONDocument = [
        "text": "caf\u{e9}\u{0}!", "int": .int(.min), "bool": true, "bytes": .bytes([0, 255]), "null": .null,
        "double": .double(-0.5), "time": .timestamp(.max), "id": .objectID(Array(1...12)),
        "inner": ["a": 1, "b": ["c": []]], "list": [1, "two", ["three": 3]], "": "nameless",
    ]

    @Test("A document has the bytes of the specification's own examples")
    func golden() {
        let hello: BSONDocument = ["hello": "world"]
        #expect(hello.bytes == Array("\u{16}\0\0\0\u{2}hello\0\u{6}\0\0\0world\0\0".utf8))
        let list: BSONDocument = ["BSON": ["awesome", .double(5.05), 1986]]
        let head = Array("\u{35}\0\0\0\u{4}BSON\0\u{2A}\0\0\0\u{2}0\0\u{8}\0\0\0awesome\0\u{1}1\0".utf8)
        #expect(list.bytes == head + [51, 51, 51, 51, 51, 51, 20, 64, 0x12, 50, 0, 0xC2, 7, 0, 0, 0, 0, 0, 0, 0, 0])
        #expect(BSONDocument().bytes == [5, 0, 0, 0, 0])
    }

    @Test("What is written is read, in order")
    func roundTrip() throws {
        let names = ["text", "int", "bool", "bytes", "null", "double", "time", "id", "inner", "list", ""]
        #expect(try Self.document.names() == names)
        #expect(try BSONDocument(Array(zip(names, Self.document.values()))) == Self.document)
        #expect(try Self.document.text("text") == "caf\u{e9}\u{0}!")
        #expect(try Self.document.int64("int") == .min)
        #expect(try Self.document.bytes("bytes") == [0, 255])
        #expect(try Self.document.document("inner").int64("a") == 1)
        #expect(try Self.document.timestamp("time") == .max)
        #expect(try Self.document.value("absent") == nil)
        #expect(try Self.document.optionalInt64("null") == nil)
    }

    @Test("A field of the wrong kind, or none, is a damaged document", arguments: ["text", "null", "absent", "double"])
    func wrongKind(_ name: String) {
        #expect(throws: StoreError.corrupted) { try Self.document.int64(name) }
        #expect(throws: StoreError.corrupted) { try Self.document.bytes(name) }
        #expect(throws: StoreError.corrupted) { try Self.document.array(name) }
    }

    @Test("Fields are found behind those of kinds that nobody reads")
    func foreignKinds() throws {
        let foreign: [[UInt8]] = [
            [0x09, 100, 0] + Array(repeating: 1, count: 8),
            [0x0B, 114, 0, 97, 0, 105, 0],
            [0x10, 105, 0, 254, 255, 255, 255],
            [0x13, 100, 0] + Array(repeating: 2, count: 16),
            [0x0D, 106, 0, 2, 0, 0, 0, 97, 0],
            [0x0F, 115, 0, 14, 0, 0, 0, 1, 0, 0, 0, 0, 5, 0, 0, 0, 0],
            [0x0C, 112, 0, 1, 0, 0, 0, 0] + Array(repeating: 3, count: 12),
            [0xFF, 109, 0], [0x7F, 110, 0], [0x06, 117, 0],
            [0x12, 122, 0, 7, 0, 0, 0, 0, 0, 0, 0],
        ]
        let fields = foreign.flatMap { $0 }
        let document = BSONDocument(bytes: [UInt8(fields.count + 5), 0, 0, 0] + fields + [0])
        #expect(try document.int64("z") == 7)
        #expect(try document.int64("i") == -2)
        #expect(throws: StoreError.corrupted) { try document.int64("d") }
    }

    @Test("A document that is cut off anywhere is damaged")
    func truncated() {
        for count in 0..<Self.document.bytes.count {
            let cut = BSONDocument(bytes: Array(Self.document.bytes.prefix(count)))
            #expect(throws: StoreError.corrupted) { try cut.values() }
        }
    }

    @Test("No damage does more than be found or go unnoticed", arguments: SplitMix64.seeds)
    func fuzzed(_ seed: UInt64) {
        var random = SplitMix64(seed)
        for _ in 0..<5_000 {
            var bytes = Self.document.bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do {
                _ = try BSONDocument(bytes: bytes).values()
            } catch {
                #expect(error == .corrupted)
            }
        }
    }
}
