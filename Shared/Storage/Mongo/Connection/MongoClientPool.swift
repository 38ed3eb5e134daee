internal import CMongoC

/// The connections to a replica set: `mongoc_client_pool_t`, destroyed with this object.
final class MongoClientPool: Sendable {
    /// Safe from any thread, as libmongoc promises of a pool.
    private nonisolated(unsafe) let pool: OpaquePointer

    /// Once a process, before anything else of the library.
    private static let library: Void = {
        mongoc_init()
        // What matters comes back as an error of a call; the rest would go to the standard streams.
        mongoc_log_set_handler(nil, nil)
    }()

    /// Makes the pool.
    ///
    /// Nothing is connected yet.
    ///
    /// - Parameters:
    ///   - settings: Where the servers are, and how they are worked with.
    ///   - database: Which database it is for.
    /// - Throws: `MongoFailure` for an address that is not one.
    init(_ settings: MongoSettings, for database: String) throws(MongoFailure) {
        _ = Self.library
        var error = bson_error_t()
        guard let uri = mongoc_uri_new_with_error(settings.address, &error) else { throw MongoFailure(error) }
        defer { mongoc_uri_destroy(uri) }
        Self.apply(settings, to: uri)
        guard let pool = mongoc_client_pool_new_with_error(uri, &error) else { throw MongoFailure(error) }
        mongoc_client_pool_set_error_api(pool, 2)
        mongoc_client_pool_max_size(pool, UInt32(max(1, settings.threads)))
        mongoc_client_pool_set_appname(pool, Self.programName(at: database))
        self.pool = pool
    }

    deinit { mongoc_client_pool_destroy(pool) }

    /// What the server is told of who is there: by it the connections of a service's replicas are known.
    static func programName(at database: String) -> String { "parley \(database)" }

    /// Lends a client to the calling thread; waits while all are lent.
    func withClient<Value>(_ body: (OpaquePointer) throws -> Value) throws -> Value {
        guard let client = mongoc_client_pool_pop(pool) else { throw StoreError.unavailable }
        defer { mongoc_client_pool_push(pool, client) }
        return try body(client)
    }

    /// Says what the promises need, whatever the address says.
    private static func apply(_ settings: MongoSettings, to uri: OpaquePointer) {
        let times = [
            ("serverSelectionTimeoutMS", settings.selectionTimeout), ("connectTimeoutMS", settings.connectTimeout),
            ("socketTimeoutMS", settings.socketTimeout),
        ]
        for (name, time) in times { mongoc_uri_set_option_as_int32(uri, name, max(1, time.milliseconds)) }
        mongoc_uri_set_option_as_bool(uri, "retryWrites", true)
        mongoc_uri_set_option_as_bool(uri, "retryReads", true)
        withConcerns(settings) { read, write in
            mongoc_uri_set_read_concern(uri, read)
            mongoc_uri_set_write_concern(uri, write)
        }
        let primary = mongoc_read_prefs_new(MONGOC_READ_PRIMARY)
        mongoc_uri_set_read_prefs_t(uri, primary)
        mongoc_read_prefs_destroy(primary)
    }

    /// Lends the concerns of every lone command: what a majority has, in their journals.
    private static func withConcerns(
        _ settings: MongoSettings, _ body: (_ read: OpaquePointer?, _ write: OpaquePointer?) -> Void
    ) {
        let read = mongoc_read_concern_new()
        let write = mongoc_write_concern_new()
        mongoc_read_concern_set_level(read, "majority")
        mongoc_write_concern_set_wmajority(write, settings.durabilityTimeout.milliseconds)
        mongoc_write_concern_set_journal(write, true)
        body(read, write)
        mongoc_read_concern_destroy(read)
        mongoc_write_concern_destroy(write)
    }
}
