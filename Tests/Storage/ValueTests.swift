import GRDB
import Storage
import Testing

@Suite struct ValueTests {
    @Test("Unsigned numbers come back as they were", arguments: [0, 1, UInt64(Int64.max), UInt64(Int64.max) + 1, .max])
    func unsigned(_ number: UInt64) async throws {
        let sample = try SampleDatabase()
        let (found, none) = try await sample.database.read { db in
            let found = try db.first("SELECT ? AS n", [number.stored]) { row in try row.uint64("n") }
            let none = try db.first("SELECT NULL AS n") { row in try row.optionalUInt64("n") == nil }
            return (found, none)
        }
        #expect(found == number)
        #expect(none == true)
    }

    @Test("Bytes come back as they were", arguments: [0, 1, 3, 5000])
    func bytes(_ count: Int) async throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 131) }
        let sample = try SampleDatabase()
        let found = try await sample.database.read { db in
            try db.first("SELECT ? AS a, ? AS b, NULL AS c", [bytes.blob, bytes.dropFirst().blob]) { row in
                [try row.bytes("a"), try row.bytes("b"), try row.optionalBytes("c") ?? [1, 2, 3]]
            }
        }
        #expect(found == [bytes, Array(bytes.dropFirst()), [1, 2, 3]])
    }

    @Test(
        "Pages follow each other to the end", arguments: [(0, [0]), (1, [1]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])])
    func pages(_ rows: Int, _ sizes: [Int]) async throws {
        let sample = try SampleDatabase()
        for id in 0..<rows { try await sample.insert(Int64(id) + 1) }
        var seen: [Int64] = []
        var found: [Int] = []
        var hasMore = true
        while hasMore {
            let last = seen.last ?? 0
            let page = try await sample.database.read { db in
                try db.page("SELECT id FROM note WHERE id > ? ORDER BY id", [last], limit: 3) { row in
                    try row.int64("id")
                }
            }
            seen += page.items
            found.append(page.items.count)
            hasMore = page.hasMore
        }
        #expect(seen == (0..<rows).map { Int64($0) + 1 })
        #expect(found == sizes)
    }

    @Test("A statement tells how many rows it changed")
    func changes() async throws {
        let sample = try SampleDatabase()
        for id in 1...3 as ClosedRange<Int64> { try await sample.insert(id) }
        let changed = try await sample.database.write { db in
            [
                try db.run("UPDATE note SET text = 'b' WHERE id > ?", [1]),
                try db.run("INSERT INTO note VALUES (1, 'c') ON CONFLICT DO NOTHING"),
                try db.run("DELETE FROM note WHERE id IN (?, ?)", [1, 2]),
            ]
        }
        #expect(changed == [2, 0, 2])
    }
}
