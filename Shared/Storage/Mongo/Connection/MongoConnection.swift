internal import CMongoC

/// One client for the time of one call, on the thread that the call runs on.
///
/// Not to be kept, and not to be taken to another thread. Every method blocks until the server has answered. Reads see
/// what a majority of the members has, or in a transaction its snapshot of that; writes outside of a transaction have
/// returned when a majority has them in its journals. They throw `MongoFailure`, `MongoDuplicate` and `StoreError`, which
/// `MongoDatabase` tells its callers in the words of a store.
package struct MongoConnection {
    let client: OpaquePointer
    /// nil outside of a transaction.
    var session: OpaquePointer?
    let database: String
    /// What is to be done once the transaction is committed.
    let commitActions = CommitActions()

    /// Which of the client's promises a command is under.
    enum Kind {
        /// Tried again by the driver when the connection breaks.
        case read
        /// The same, with a number by which the server knows it again.
        case write
        /// As it is: for administration.
        case plain
    }

    /// Runs a command of the database's.
    ///
    /// - Returns: The server's reply.
    package func command(_ command: BSONDocument) throws -> BSONDocument {
        try run(command, as: .plain).document
    }

    /// Has something done once the transaction is committed; nothing happens if it is not.
    package func afterCommit(_ action: @escaping @Sendable () -> Void) {
        commitActions.list.append(action)
    }

    /// Runs a command.
    ///
    /// - Parameters:
    ///   - command: The command.
    ///   - kind: Which promises it is under.
    ///   - options: What the driver is told besides: a read concern other than the client's.
    /// - Returns: The server's reply.
    /// - Throws: `MongoFailure`.
    func run(_ command: BSONDocument, as kind: Kind, options: BSONDocument = BSONDocument()) throws -> BSONReply {
        let reply = BSONReply()
        var error = bson_error_t()
        let options = try joined(options)
        let isDone = try BSONHandle(command).withPointer { command in
            options.withPointer { options in
                reply.withPointer { reply in
                    switch kind {
                    case .read:
                        mongoc_client_read_command_with_opts(client, database, command, nil, options, reply, &error)
                    case .write:
                        mongoc_client_write_command_with_opts(client, database, command, options, reply, &error)
                    case .plain:
                        mongoc_client_command_with_opts(client, database, command, nil, options, reply, &error)
                    }
                }
            }
        }
        guard isDone else {
            var failure = MongoFailure(error, labels: reply.document)
            failure.isLoneWrite = session == nil && kind == .write
            throw failure
        }
        return reply
    }

    /// What goes with every command: in a transaction, besides, the session.
    func joined(_ options: BSONDocument) throws -> BSONHandle {
        let options = try BSONHandle(options)
        guard let session else { return options }
        var error = bson_error_t()
        let isDone = options.withPointer { mongoc_client_session_append(session, $0, &error) }
        guard isDone else { throw MongoFailure(error) }
        return options
    }
}

/// What waits for a commit.
final class CommitActions {
    var list: [@Sendable () -> Void] = []
}
