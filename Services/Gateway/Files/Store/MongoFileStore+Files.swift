import Chat
import Storage

extension MongoFileStore {
    package func add(_ file: FileRecord) async throws {
        try await database.perform { db in
            do {
                try db.insert(
                    [
                        [
                            "_id": .text(file.id.description), "owner": .int(file.owner?.rawValue.stored ?? 0),
                            "type": .text(file.type), "size": .int(file.size), "state": .int(file.state.rawValue),
                            "created": .int(file.createdAt), "idle": .int(file.createdAt), "uses": 0,
                        ]
                    ], into: Self.files)
            } catch is MongoDuplicate {
                // It is there already.
                return
            }
        }
    }

    package func finish(_ file: FileRecord) async throws -> Bool {
        try await database.perform { db in
            try db.update(
                Self.files,
                [
                    MongoUpdate(
                        ["_id": .text(file.id.description), "state": .int(FileRecord.State.started.rawValue)],
                        [
                            "$set": [
                                "owner": .int(file.owner?.rawValue.stored ?? 0), "type": .text(file.type),
                                "size": .int(file.size),
                                "state": .int(FileRecord.State.ready.rawValue),
                            ]
                        ])
                ]) == 1
        }
    }

    package func file(_ id: FileID) async throws -> FileRecord? {
        try await database.perform { db in
            guard let document = try db.first(Self.files, ["_id": .text(id.description)]) else { return nil }
            guard let state = FileRecord.State(rawValue: try document.int64("state")) else {
                throw StoreError.corrupted
            }
            return FileRecord(
                id: id, owner: UserID(rawValue: try document.uint64("owner")), type: try document.text("type"),
                size: try document.int64("size"), state: state, createdAt: try document.int64("created"),
                uses: try document.int64("uses"))
        }
    }

    package func condemn(idleSince moment: Int64, limit: Int) async throws -> [FileID] {
        try await database.perform { db in
            let candidates = try db.find(
                Self.files, ["uses": 0, "idle": ["$lt": .int(moment)]], sort: ["idle": 1], limit: limit,
                fields: ["_id"]
            ).map { try $0.text("_id") }
            var condemned: [FileID] = []
            for id in candidates {
                // Alone and with the condition again: who has given it a use meanwhile keeps it.
                let count = try db.update(
                    Self.files,
                    [
                        MongoUpdate(
                            ["_id": .text(id), "uses": 0, "idle": ["$lt": .int(moment)]],
                            ["$set": ["state": .int(FileRecord.State.dying.rawValue)]])
                    ])
                if count == 1, let id = FileID(id) { condemned.append(id) }
            }
            return condemned
        }
    }

    package func remove(_ ids: [FileID]) async throws {
        try await database.perform { db in
            _ = try db.remove(
                from: Self.files,
                [
                    "_id": ["$in": .texts(ids.map(\.description))],
                    "state": .int(FileRecord.State.dying.rawValue),
                ])
        }
    }
}
