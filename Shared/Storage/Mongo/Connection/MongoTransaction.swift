internal import CMongoC

/// A session with one transaction in it, both ended with this value.
///
/// What it reads is one moment of what a majority has; what it writes is in the journals of a majority when `commit` has
/// returned.
struct MongoTransaction: ~Copyable {
    private let session: OpaquePointer

    /// Begins a transaction.
    ///
    /// - Throws: `MongoFailure`.
    init(on connection: MongoConnection, settings: MongoSettings) throws {
        var error = bson_error_t()
        guard let session = mongoc_client_start_session(connection.client, nil, &error) else {
            throw MongoFailure(error)
        }
        let isBegun = Self.withOptions(settings) { mongoc_client_session_start_transaction(session, $0, &error) }
        guard isBegun else {
            mongoc_client_session_destroy(session)
            throw MongoFailure(error)
        }
        self.session = session
    }

    /// Ends the session; a transaction that is not committed is undone.
    deinit { mongoc_client_session_destroy(session) }

    /// The connection, with all that is done on it in the transaction.
    func joined(_ connection: MongoConnection) -> MongoConnection {
        var joined = connection
        joined.session = session
        return joined
    }

    /// Makes what was written durable.
    ///
    /// - Parameter deadline: Until when it is tried again if it is not known what came of it.
    /// - Throws: `MongoBeginAgain` if nothing was written; `MongoFailure`.
    func commit(until deadline: ContinuousClock.Instant) throws {
        while true {
            let reply = BSONReply()
            var error = bson_error_t()
            let isDone = reply.withPointer { mongoc_client_session_commit_transaction(session, $0, &error) }
            guard !isDone else { return }
            let failure = MongoFailure(error, labels: reply.document)
            if failure.isTransient { throw MongoBeginAgain(failure) }
            guard failure.isCommitUnknown, failure.source != .durability, ContinuousClock.now < deadline else {
                throw failure
            }
        }
    }

    /// Undoes what was written.
    ///
    /// The server does so by itself if it does not hear of it.
    func abort() {
        _ = mongoc_client_session_abort_transaction(session, nil)
    }

    private static func withOptions<Value>(_ settings: MongoSettings, _ body: (OpaquePointer?) -> Value) -> Value {
        let options = mongoc_transaction_opts_new()
        let read = mongoc_read_concern_new()
        let write = mongoc_write_concern_new()
        mongoc_read_concern_set_level(read, "snapshot")
        mongoc_write_concern_set_wmajority(write, settings.durabilityTimeout.milliseconds)
        mongoc_write_concern_set_journal(write, true)
        mongoc_transaction_opts_set_read_concern(options, read)
        mongoc_transaction_opts_set_write_concern(options, write)
        mongoc_transaction_opts_set_max_commit_time_ms(options, Int64(settings.durabilityTimeout.milliseconds))
        defer {
            mongoc_write_concern_destroy(write)
            mongoc_read_concern_destroy(read)
            mongoc_transaction_opts_destroy(options)
        }
        return body(options)
    }
}

extension MongoConnection {
    /// Runs `body` in a transaction, once.
    ///
    /// - Throws: `MongoBeginAgain` if others changed the same and nothing was written; what `body` throws; failures.
    func inTransaction<Value>(
        _ settings: MongoSettings, _ body: (MongoConnection) throws -> Value
    ) throws -> Value {
        let transaction = try MongoTransaction(on: self, settings: settings)
        let value: Value
        do {
            value = try body(transaction.joined(self))
        } catch let failure as MongoFailure where failure.isTransient && failure.source != .selection {
            transaction.abort()
            throw MongoBeginAgain(failure)
        } catch {
            transaction.abort()
            throw error
        }
        try transaction.commit(until: .now + settings.durabilityTimeout)
        for action in commitActions.list { action() }
        return value
    }
}
