import Chat
import GRDB
import Storage

extension SQLiteFileStore {
    package func add(_ file: FileRecord) async throws {
        try await database.write { db in
            _ = try db.run(
                """
                INSERT INTO files (id, owner, type, size, state, created, idle, uses)
                VALUES (?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (id) DO NOTHING
                """,
                [
                    file.id.description, file.owner?.rawValue.stored ?? 0, file.type, file.size, file.state.rawValue,
                    file.createdAt, file.createdAt,
                ])
        }
    }

    package func finish(_ file: FileRecord) async throws -> Bool {
        try await database.write { db in
            try db.run(
                "UPDATE files SET owner = ?, type = ?, size = ?, state = ? WHERE id = ? AND state = ?",
                [
                    file.owner?.rawValue.stored ?? 0, file.type, file.size, FileRecord.State.ready.rawValue,
                    file.id.description, FileRecord.State.started.rawValue,
                ]) == 1
        }
    }

    package func file(_ id: FileID) async throws -> FileRecord? {
        try await database.read { db in
            try db.first("SELECT * FROM files WHERE id = ?", [id.description]) { row in
                guard let state = FileRecord.State(rawValue: try row.int64("state")) else {
                    throw StoreError.corrupted
                }
                return FileRecord(
                    id: id, owner: UserID(rawValue: try row.uint64("owner")), type: try row.text("type"),
                    size: try row.int64("size"), state: state, createdAt: try row.int64("created"),
                    uses: try row.int64("uses"))
            }
        }
    }

    package func condemn(idleSince moment: Int64, limit: Int) async throws -> [FileID] {
        try await database.write { db in
            let ids = try db.items(
                "SELECT id FROM files WHERE uses = 0 AND idle < ? ORDER BY idle LIMIT ?", [moment, limit]
            ) { try $0.text("id") }
            for id in ids {
                try db.run("UPDATE files SET state = ? WHERE id = ?", [FileRecord.State.dying.rawValue, id])
            }
            return ids.compactMap { FileID($0) }
        }
    }

    package func remove(_ ids: [FileID]) async throws {
        try await database.write { db in
            for id in ids {
                try db.run(
                    "DELETE FROM files WHERE id = ? AND state = ?",
                    [id.description, FileRecord.State.dying.rawValue])
            }
        }
    }

    /// One process alone has the folder.
    package func mayCollect() async throws -> Bool { true }
}
