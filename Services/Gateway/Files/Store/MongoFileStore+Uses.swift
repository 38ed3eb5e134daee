import Storage

extension MongoFileStore {
    package func add(_ ids: [FileID], to use: FileUse, at moment: Int64) async throws -> Set<FileID> {
        try await database.transaction { db in try Self.add(ids, to: use, at: moment, in: db) }
    }

    package func move(_ ids: [FileID], from pending: FileUse, to use: FileUse, at moment: Int64) async throws {
        try await database.transaction { db in
            _ = try Self.add(ids, to: use, at: moment, in: db)
            for id in ids {
                let count = try db.remove(from: Self.uses, Self.key(id.description, of: pending))
                if count > 0 { try Self.count(-1, id.description, idleAt: moment, in: db) }
            }
        }
    }

    package func release(
        _ place: String, _ items: ClosedRange<Int64>, through moment: Int64, except kept: Set<FileID>, now: Int64
    ) async throws {
        // In portions, for a transaction should not be long; what is released is not found again.
        while try await releaseSome(place, items, through: moment, except: kept, now: now) {}
    }

    private static let portion = 200

    /// Returns whether there may be more.
    private func releaseSome(
        _ place: String, _ items: ClosedRange<Int64>, through moment: Int64, except kept: Set<FileID>, now: Int64
    ) async throws -> Bool {
        try await database.transaction(on: place) { db in
            let uses = try db.find(
                Self.uses,
                [
                    "place": .text(place), "item": ["$gte": .int(items.lowerBound), "$lte": .int(items.upperBound)],
                    "since": ["$lte": .int(moment)], "file": ["$nin": .texts(kept.map(\.description))],
                ], limit: Self.portion)
            for document in uses {
                let use = FileUse(place: place, item: try document.int64("item"))
                let file = try document.text("file")
                if try db.remove(from: Self.uses, Self.key(file, of: use)) > 0 {
                    try Self.count(-1, file, idleAt: now, in: db)
                }
            }
            return uses.count == Self.portion
        }
    }

    package func files(of use: FileUse) async throws -> [FileID] {
        try await database.perform { db in
            try db.find(Self.uses, ["place": .text(use.place), "item": .int(use.item)]).compactMap { document in
                FileID(try document.text("file"))
            }
        }
    }

    private static func add(
        _ ids: [FileID], to use: FileUse, at moment: Int64, in db: MongoConnection
    ) throws -> Set<FileID> {
        var added: Set<FileID> = []
        for id in ids {
            let isReady =
                try db.first(
                    files, ["_id": .text(id.description), "state": .int(FileRecord.State.ready.rawValue)],
                    fields: ["_id"]) != nil
            guard isReady else { continue }
            added.insert(id)
            guard try db.first(uses, key(id.description, of: use), fields: ["_id"]) == nil else { continue }
            var document = key(id.description, of: use)
            document.append("since", .int(moment))
            do {
                try db.insert([document], into: uses)
            } catch is MongoDuplicate {
                // Somebody else did the same a moment ago.
                throw MongoBeginAgain()
            }
            // Writes the file's document, too: whoever condemns it meanwhile is found out.
            try count(1, id.description, idleAt: moment, in: db)
        }
        return added
    }

    private static func key(_ file: String, of use: FileUse) -> BSONDocument {
        ["place": .text(use.place), "item": .int(use.item), "file": .text(file)]
    }

    private static func count(_ change: Int64, _ id: String, idleAt moment: Int64, in db: MongoConnection) throws {
        let update: BSONDocument = ["$inc": ["uses": .int(change)], "$max": ["idle": .int(moment)]]
        _ = try db.update(files, [MongoUpdate(["_id": .text(id)], update)])
    }
}
