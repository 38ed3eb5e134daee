import GRDB
import Storage

@testable import Message

extension SQLiteMessageStore {
    /// Keeps the file from growing, as a full disk does, and uses up the room that is left in it.
    func fill() async throws {
        try await database.write { db in
            try db.execute(sql: "CREATE TABLE IF NOT EXISTS ballast (bytes BLOB)")
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
        }
        // A row at a time, smaller and smaller, until not even the smallest goes in.
        for size in [2_000, 200, 20, 1] {
            while (try? await database.write { db in
                try db.execute(sql: "INSERT INTO ballast VALUES (zeroblob(?))", arguments: [size])
            }) != nil {}
        }
    }

    /// Lets the file grow again.
    func makeRoom() async throws {
        try await database.write { db in
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = 1073741823")
        }
    }
}
