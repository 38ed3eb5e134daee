package import Chat
package import Storage

/// The call store on MongoDB.
package struct MongoCallStore: CallStore {
    private let database: MongoDatabase

    /// Opens the database, and makes what is missing.
    ///
    /// - Parameters:
    ///   - name: The database's name; one that no other service has.
    ///   - settings: Where it is, and how it is worked with.
    /// - Throws: `MongoOpenError`, `CancellationError`.
    package init(database name: String, settings: MongoSettings) async throws {
        database = try await MongoDatabase.open(name, settings: settings, schema: Self.schema)
    }

    /// Ends all work with the database.
    package func close() async {
        await database.close()
    }

    package func add(_ call: Call) async throws -> Bool {
        do {
            try await database.transaction { db in
                do {
                    try db.insert(
                        [call.caller.user, call.callee.user].map { user in
                            ["_id": .int(user.rawValue.stored), "call": .int(call.id)]
                        }, into: Self.participants)
                    var document: BSONDocument = ["_id": .int(call.id)]
                    for (name, value) in Self.fields(of: call) { document.append(name, value) }
                    try db.insert([document], into: Self.calls)
                } catch is MongoDuplicate {
                    throw Busy()
                }
            }
            return true
        } catch is Busy {
            return false
        }
    }

    package func call(_ id: Int64) async throws -> Call? {
        try await database.perform { db in
            try db.first(Self.calls, ["_id": .int(id)]).map { try Call($0) }
        }
    }

    package func current(in topic: TopicID) async throws -> Call? {
        try await database.perform { db in
            try db.first(Self.calls, ["topic": .text(topic.description), "stage": ["$lt": 3]]).map { try Call($0) }
        }
    }

    package func replace(_ call: Call, with next: Call) async throws -> Call? {
        var next = next
        next.version = call.version + 1
        let change = MongoUpdate(Self.place(of: call), ["$set": .document(BSONDocument(Self.fields(of: next)))])
        guard !next.isLive else {
            return try await database.perform { [next] db in try db.update(Self.calls, [change]) == 1 ? next : nil }
        }
        return try await database.transaction { [next] db in
            guard try db.update(Self.calls, [change]) == 1 else { return nil }
            try db.remove(from: Self.participants, Self.participants(of: call))
            return next
        }
    }

    package func remove(_ call: Call) async throws -> Bool {
        try await database.transaction { db in
            guard try db.remove(from: Self.calls, Self.place(of: call)) == 1 else { return false }
            try db.remove(from: Self.participants, Self.participants(of: call))
            return true
        }
    }

    package func due(at now: Int64, limit: Int) async throws -> [Call] {
        try await database.perform { db in
            try db.find(
                Self.calls, ["due": ["$lte": .int(now)]], sort: ["due": 1], limit: limit
            ).map { try Call($0) }
        }
    }

    package func live(after id: Int64, limit: Int) async throws -> [Call] {
        try await database.perform { db in
            try db.find(
                Self.calls, ["_id": ["$gt": .int(id)], "stage": ["$lt": 3]], sort: ["_id": 1], limit: limit
            ).map { try Call($0) }
        }
    }

    /// Undoes the transaction: one of the two is in a call.
    private struct Busy: Error {}
}
