package import Logging
package import Metrics

extension MongoDatabase {
    /// Opens a database, makes what is missing, and brings it to the schema's version.
    ///
    /// May take long when there is much to migrate or to index: for the start of a process.
    ///
    /// - Parameters:
    ///   - name: The database's name.
    ///   - settings: Where it is, and how it is worked with.
    ///   - schema: What it has to look like.
    ///   - logger: Told when calls begin to fail, and when they succeed again.
    ///   - metrics: Where the counters go; the process's own by default.
    /// - Returns: The database, ready for use.
    /// - Throws: `MongoOpenError`; `CancellationError`.
    package static func open(
        _ name: String, settings: MongoSettings, schema: MongoSchema, logger: Logger = Logger(label: "parley.storage"),
        metrics: any MetricsFactory = MetricsSystem.factory
    ) async throws -> MongoDatabase {
        let database = try MongoDatabase(name, settings: settings, logger: logger, metrics: metrics)
        do {
            try await database.perform { connection in
                do {
                    try connection.checkServer()
                    try connection.migrate(to: schema)
                } catch let error as MongoFailure {
                    throw MongoOpenError(database: name, reason: .unavailable(detail: error.detail))
                }
            }
        } catch let error as StoreError {
            throw MongoOpenError(database: name, reason: .unavailable(detail: "\(error)"))
        }
        return database
    }
}

extension MongoConnection {
    /// The first version of the wire protocol that reads snapshots outside of transactions: MongoDB 5.0.
    private static let wireVersion: Int64 = 13

    /// - Throws: `MongoOpenError` for a server that cannot keep the promises.
    fileprivate func checkServer() throws {
        let hello = try command(["hello": 1])
        let isRouter = try hello.value("msg") == .text("isdbgrid")
        guard try isRouter || hello.value("setName") != nil else {
            throw MongoOpenError(database: database, reason: .notReplicaSet)
        }
        guard try hello.int64("maxWireVersion") >= Self.wireVersion else {
            throw MongoOpenError(database: database, reason: .oldServer)
        }
    }

    /// - Throws: `MongoOpenError`; a database of a newer version is left untouched.
    fileprivate func migrate(to schema: MongoSchema) throws {
        let known = schema.migrations.count
        let document = try first("schema", ["_id": "version"])
        // A new database begins where this program is.
        let found = try document?.int("number") ?? known
        guard found <= known else {
            throw MongoOpenError(database: database, reason: .newerSchema(found: found, known: known))
        }
        for index in found..<known {
            try apply(schema.migrations[index], version: index + 1)
        }
        for index in schema.indexes { try make(index) }
        if document == nil { try note(version: known) }
    }

    private func apply(_ migration: MongoMigration, version: Int) throws {
        do {
            try migration.change(self)
            try note(version: version)
        } catch {
            let detail = (error as? MongoFailure)?.detail ?? String(describing: type(of: error))
            throw MongoOpenError(
                database: database,
                reason: .migrationFailed(version: version, name: migration.name, detail: detail))
        }
    }

    private func note(version: Int) throws {
        try update(
            "schema",
            [MongoUpdate(["_id": "version"], ["$max": ["number": .int(Int64(version))]], inserts: true)])
    }

    /// Makes an index, or finds that it is there.
    private func make(_ index: MongoIndex) throws {
        do {
            _ = try run(
                [
                    "createIndexes": .text(index.collection), "indexes": [.document(index.document)],
                    "commitQuorum": "majority",
                ], as: .plain)
        } catch let error as MongoFailure where error.source == .server {
            throw MongoOpenError(
                database: database,
                reason: .indexFailed(collection: index.collection, name: index.name, detail: error.detail))
        }
    }
}
