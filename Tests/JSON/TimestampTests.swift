import JSON
import TestKit
import Testing

@Suite struct TimestampTests {
    @Test(
        "A time is written and read back",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.001Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (100, "1970-01-01T00:00:00.1Z"), (90, "1970-01-01T00:00:00.09Z"), (120, "1970-01-01T00:00:00.12Z"),
            (1_795_216_610_377, "2026-11-20T23:16:50.377Z"), (1_795_216_619_860, "2026-11-20T23:16:59.86Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"), (951_868_799_999, "2000-02-29T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00Z"), (-62_167_219_200_000, "0000-01-01T00:00:00Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"), (-2_208_988_800_000, "1900-01-01T00:00:00Z"),
        ] as [(Int64, String)])
    func text(milliseconds: Int64, text: String) {
        #expect(Timestamp.text(milliseconds) == text)
        #expect(Timestamp.parse(text) == milliseconds)
    }

    @Test("A time out of range is written as the nearest in range")
    func clamped() {
        #expect(Timestamp.text(.max) == "9999-12-31T23:59:59.999Z")
        #expect(Timestamp.text(.min) == "0000-01-01T00:00:00Z")
    }

    @Test(
        "Other spellings of a time are read",
        arguments: [
            ("1970-01-01T00:00:00.000Z", 0), ("1970-01-01t00:00:00z", 0), ("1970-01-01T02:30:00+02:30", 0),
            ("1969-12-31T22:00:00-02:00", 0), ("1970-01-01T00:00:00-00:00", 0), ("1970-01-01T00:00:00.1239999Z", 123),
            ("1970-01-01T00:00:00.5+00:00", 500), ("2026-11-20T23:00:50Z", 1_795_215_650_000),
        ] as [(String, Int64)])
    func parsed(text: String, milliseconds: Int64) {
        #expect(Timestamp.parse(text) == milliseconds)
    }

    @Test(
        "What is not a time is refused",
        arguments: [
            "", "1970", "1970-01-01", "1970-01-01T00:00Z", "1970-01-01T00:00:00", "1970-01-01 00:00:00Z",
            "1970-13-01T00:00:00Z", "1970-00-01T00:00:00Z", "1970-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
            "1970-04-31T00:00:00Z", "1970-01-00T00:00:00Z", "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z",
            "1970-01-01T00:00:60Z", "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00ZZ", "1970-01-01T00:00:00+0100",
            "1970-01-01T00:00:00+24:00", "1970-1-01T00:00:00Z", "+970-01-01T00:00:00Z", "1970-01-01T00:00:00.5",
            "0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "１９７０-01-01T00:00:00Z",
        ])
    func refused(text: String) {
        #expect(Timestamp.parse(text) == nil)
    }

    @Test("Days of all years lead to a text and back")
    func days() {
        for day in stride(from: Int64(-719_528), through: 2_932_896, by: 97) {
            let time = day * 86_400_000 + 12_345_678
            #expect(Timestamp.parse(Timestamp.text(time)) == time)
        }
    }

    @Test("No bytes are too strange to be refused", arguments: SplitMix64.seeds)
    func fuzz(seed: UInt64) {
        var random = SplitMix64(seed)
        for _ in 0..<2000 {
            var bytes = Array("2026-11-20T23:16:50.377Z".utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if let time = Timestamp.parse(Array(bytes.prefix(Int.random(in: 0...24, using: &random)))) {
                #expect(Timestamp.range.contains(time))
            }
        }
    }
}
