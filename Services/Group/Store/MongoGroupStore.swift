import Chat
import Contracts
package import Storage

/// The group store on MongoDB.
///
/// Each change of a topic or of a subscription to it also counts in the topic's document: of two at the same time one
/// begins again, and sees what the other did.
package struct MongoGroupStore: GroupStore {
    let database: MongoDatabase
    /// Events wait here until they are in the log.
    package let outbox: MongoOutbox
    /// When many come into a topic at once, they are looked up by the same commands, and changed in one transaction.
    let reads: MergedCalls<Question, Found>
    /// One group at a time: two would be in each other's way.
    let changes: MergedCalls<Change, Result<Changed, any Error>>

    /// Opens the database, and makes what is missing.
    ///
    /// - Parameters:
    ///   - name: The database's name; one that no other service has.
    ///   - settings: Where it is, and how it is worked with.
    /// - Throws: `MongoOpenError`, `CancellationError`.
    package init(database name: String, settings: MongoSettings) async throws {
        database = try await MongoDatabase.open(name, settings: settings, schema: Self.schema)
        outbox = MongoOutbox(database)
        reads = MergedCalls(capacity: 200, key: \.topic.description) { [database] questions in
            try await database.perform { db in try Self.read(questions, in: db) }
        }
        changes = MergedCalls(lanes: 1, capacity: 100, key: \.topic.description) { [database, outbox] changes in
            try await Self.make(changes, in: database, outbox)
        }
    }

    /// Ends all work with the database.
    package func close() async {
        await database.close()
    }
}
