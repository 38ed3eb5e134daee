package import Storage

/// The records of files on MongoDB.
///
/// Each use also counts in its file's document, in one transaction: of one who gives a file a use and one who condemns
/// it at the same time, one begins again and sees what the other did.
package struct MongoFileStore: FileStore {
    let database: MongoDatabase
    private let lease: MongoLease

    /// Opens the database, and makes what is missing.
    ///
    /// - Parameters:
    ///   - name: The database's name; one that no other service has.
    ///   - settings: Where it is, and how it is worked with.
    /// - Throws: `MongoOpenError`, `CancellationError`.
    package init(database name: String, settings: MongoSettings) async throws {
        database = try await MongoDatabase.open(name, settings: settings, schema: Self.schema)
        lease = MongoLease("collect files", in: database, time: .seconds(180))
    }

    /// Ends all work with the database.
    package func close() async {
        await database.close()
    }

    package func mayCollect() async throws -> Bool {
        try await lease.hold()
    }

    /// Users are written by `UInt64.stored`, times in milliseconds.
    ///
    /// - `files`: `_id`, `owner` (0 for nobody), `type`, `size`, `state`, `created`, `idle`, `uses`.
    /// - `uses`: `place`, `item`, `file`, `since`.
    static let schema = MongoSchema(indexes: [
        MongoIndex("idle", on: files, ["idle": 1], where: ["uses": 0]),
        MongoIndex("use", on: uses, ["place": 1, "item": 1, "file": 1], isUnique: true),
    ])

    static let files = "files"
    static let uses = "uses"
}
