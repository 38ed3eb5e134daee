import GRDB
import Storage

extension SQLiteFileStore {
    package func add(_ ids: [FileID], to use: FileUse, at moment: Int64) async throws -> Set<FileID> {
        try await database.write { db in try Self.add(ids, to: use, at: moment, in: db) }
    }

    package func move(_ ids: [FileID], from pending: FileUse, to use: FileUse, at moment: Int64) async throws {
        try await database.write { db in
            _ = try Self.add(ids, to: use, at: moment, in: db)
            for id in ids {
                let count = try db.run(
                    "DELETE FROM uses WHERE place = ? AND item = ? AND file = ?",
                    [pending.place, pending.item, id.description])
                if count > 0 { try Self.count(-1, id.description, idleAt: moment, in: db) }
            }
        }
    }

    package func release(
        _ place: String, _ items: ClosedRange<Int64>, through moment: Int64, except kept: Set<FileID>, now: Int64
    ) async throws {
        try await database.write { db in
            let uses = try db.items(
                "SELECT item, file FROM uses WHERE place = ? AND item BETWEEN ? AND ? AND since <= ?",
                [place, items.lowerBound, items.upperBound, moment]
            ) { (item: try $0.int64("item"), file: try $0.text("file")) }
            for use in uses where FileID(use.file).map(kept.contains) != true {
                try db.run(
                    "DELETE FROM uses WHERE place = ? AND item = ? AND file = ?", [place, use.item, use.file])
                try Self.count(-1, use.file, idleAt: now, in: db)
            }
        }
    }

    package func files(of use: FileUse) async throws -> [FileID] {
        try await database.read { db in
            try db.items("SELECT file FROM uses WHERE place = ? AND item = ?", [use.place, use.item]) {
                try $0.text("file")
            }.compactMap { FileID($0) }
        }
    }

    private static func add(
        _ ids: [FileID], to use: FileUse, at moment: Int64, in db: Database
    ) throws -> Set<FileID> {
        var added: Set<FileID> = []
        for id in ids {
            let state = try db.first("SELECT state FROM files WHERE id = ?", [id.description]) {
                try $0.int64("state")
            }
            guard state == FileRecord.State.ready.rawValue else { continue }
            let count = try db.run(
                "INSERT INTO uses (place, item, file, since) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [use.place, use.item, id.description, moment])
            if count > 0 { try Self.count(1, id.description, idleAt: moment, in: db) }
            added.insert(id)
        }
        return added
    }

    private static func count(_ change: Int, _ id: String, idleAt moment: Int64, in db: Database) throws {
        try db.run(
            "UPDATE files SET uses = uses + ?1, idle = max(idle, ?2) WHERE id = ?3", [change, moment, id])
    }
}
