/// An index of a collection.
package struct MongoIndex: Sendable {
    /// The collection, which is made with its first index.
    package let collection: String
    /// Unique in the collection.
    package let name: String

    let document: BSONDocument

    /// Describes an index.
    ///
    /// - Parameters:
    ///   - name: Its name, unique in the collection.
    ///   - collection: The collection.
    ///   - fields: The fields, each with 1 for ascending or -1 for descending.
    ///   - isUnique: Whether two documents may not have the same.
    ///   - condition: Which documents are in it; all by default.
    package init(
        _ name: String, on collection: String, _ fields: BSONDocument, isUnique: Bool = false,
        where condition: BSONDocument? = nil
    ) {
        self.name = name
        self.collection = collection
        var document: BSONDocument = ["name": .text(name), "key": .document(fields)]
        if isUnique { document.append("unique", true) }
        if let condition { document.append("partialFilterExpression", .document(condition)) }
        self.document = document
    }
}

/// One step in the life of a database.
package struct MongoMigration: Sendable {
    /// What the step does, in a few words; told to the operator if it fails.
    package let name: String

    let change: @Sendable (MongoConnection) throws -> Void

    /// Makes a step.
    ///
    /// - Parameters:
    ///   - name: What the step does.
    ///   - change: Does it. It may run again after it was interrupted, and at the same time in another process: it has to
    ///     come to the same.
    package init(_ name: String, _ change: @escaping @Sendable (MongoConnection) throws -> Void) {
        self.name = name
        self.change = change
    }
}

/// The shape of one service's database: its indexes as they are to be, and every step that ever changed its documents.
///
/// The version of a database is the number of steps it has been through, in the document `version` of the collection
/// `schema`. Steps are only ever added at the end. Indexes are made when they are missing at each start; one that is there
/// and different is an error, for the operator to decide.
package struct MongoSchema: Sendable {
    /// The indexes that this program needs.
    package let indexes: [MongoIndex]
    /// The steps, of which the first makes version 1.
    package let migrations: [MongoMigration]

    /// Makes a schema; the collections of a new database need no step.
    package init(indexes: [MongoIndex], migrations: [MongoMigration] = []) {
        self.indexes = indexes
        self.migrations = migrations
    }
}
