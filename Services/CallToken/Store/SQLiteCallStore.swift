package import Chat
import GRDB
package import Storage

/// The call store on SQLite.
package struct SQLiteCallStore: CallStore {
    private let database: SQLiteDatabase

    /// Opens `call-token.sqlite`; blocks, for start-up.
    ///
    /// - Throws: `DatabaseOpenError`.
    package init(in folder: DataFolder) throws {
        database = try SQLiteDatabase("call-token", in: folder, schema: Self.schema)
    }

    /// Opens a file; blocks, for start-up.
    ///
    /// - Throws: `DatabaseOpenError`.
    package init(path: String) throws {
        database = try SQLiteDatabase(path: path, schema: Self.schema)
    }

    /// Closes the file once the calls that are under way have ended.
    package func close() async {
        await database.close()
    }

    package func add(_ call: Call) async throws -> Bool {
        try await database.write { db in
            let users = [call.caller.user.rawValue.stored, call.callee.user.rawValue.stored]
            let busy = try db.first(
                "SELECT 1 FROM participants WHERE user IN (?, ?)", [users[0], users[1]], decode: { _ in true })
            guard busy == nil else { return false }
            for user in users {
                try db.run("INSERT INTO participants (user, call) VALUES (?, ?)", [user, call.id])
            }
            try Self.write(call, in: db)
            return true
        }
    }

    package func call(_ id: Int64) async throws -> Call? {
        try await database.read { db in
            try db.first("SELECT * FROM calls WHERE id = ?", [id]) { try Call($0) }
        }
    }

    package func current(in topic: TopicID) async throws -> Call? {
        try await database.read { db in
            try db.first("SELECT * FROM calls WHERE topic = ? AND stage < 3", [topic.description]) { try Call($0) }
        }
    }

    package func replace(_ call: Call, with next: Call) async throws -> Call? {
        try await database.write { db in
            guard try Self.isUnchanged(call, in: db) else { return nil }
            var next = next
            next.version = call.version + 1
            try Self.write(next, in: db)
            if !next.isLive { try Self.free(call, in: db) }
            return next
        }
    }

    package func remove(_ call: Call) async throws -> Bool {
        try await database.write { db in
            guard try Self.isUnchanged(call, in: db) else { return false }
            try Self.free(call, in: db)
            try db.run("DELETE FROM calls WHERE id = ?", [call.id])
            return true
        }
    }

    package func due(at now: Int64, limit: Int) async throws -> [Call] {
        try await database.read { db in
            try db.items("SELECT * FROM calls WHERE due <= ? ORDER BY due LIMIT ?", [now, limit]) {
                try Call($0)
            }
        }
    }

    package func live(after id: Int64, limit: Int) async throws -> [Call] {
        try await database.read { db in
            try db.items("SELECT * FROM calls WHERE id > ? AND stage < 3 ORDER BY id LIMIT ?", [id, limit]) {
                try Call($0)
            }
        }
    }

    private static func isUnchanged(_ call: Call, in db: Database) throws -> Bool {
        let found = try db.first(
            "SELECT 1 FROM calls WHERE id = ? AND version = ?", [call.id, call.version], decode: { _ in true })
        return found != nil
    }

    private static func free(_ call: Call, in db: Database) throws {
        for user in [call.caller.user, call.callee.user] {
            try db.run("DELETE FROM participants WHERE user = ? AND call = ?", [user.rawValue.stored, call.id])
        }
    }
}
