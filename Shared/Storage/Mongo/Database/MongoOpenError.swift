/// Why a database could not be opened.
package struct MongoOpenError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was wrong with it.
    package enum Reason: Equatable, Sendable {
        /// The address cannot be understood.
        case badAddress(detail: String)

        /// No server that can be written was found, or it broke off.
        case unavailable(detail: String)

        /// A server that is alone, which has no transactions.
        case notReplicaSet

        /// A server older than 5.0, which cannot read what is the state of one moment.
        case oldServer

        /// A later version of the program has written the database; this one would not understand it.
        case newerSchema(found: Int, known: Int)

        /// A step of the schema failed; the database is as it was after the step before.
        case migrationFailed(version: Int, name: String, detail: String)

        /// An index is not as this program needs it, and could not be made so.
        case indexFailed(collection: String, name: String, detail: String)
    }

    /// The database's name.
    package let database: String

    /// What was wrong with it.
    package let reason: Reason

    /// One sentence for the operator; no address, since that may have a password in it.
    package var description: String {
        switch reason {
        case .badAddress(let detail): "The address of MongoDB cannot be understood: \(detail)"
        case .unavailable(let detail): "Database \(database) cannot be opened: \(detail)"
        case .notReplicaSet: "MongoDB has to be a replica set, if only of one member: start it with --replSet"
        case .oldServer: "MongoDB is too old: Parley needs 5.0 or later"
        case .newerSchema(let found, let known):
            """
            Database \(database) has schema version \(found), but this program knows only up to \(known): \
            run a newer version of it
            """
        case .migrationFailed(let version, let name, let detail):
            "Database \(database) could not be brought to schema version \(version) (\(name)): \(detail)"
        case .indexFailed(let collection, let name, let detail):
            "Index \(name) of \(database).\(collection) could not be made or is another: \(detail)"
        }
    }
}
