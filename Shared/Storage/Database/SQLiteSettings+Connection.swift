internal import GRDB

extension SQLiteSettings {
    /// What GRDB is told about every connection it opens.
    var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "parley.storage"
        configuration.busyMode = .timeout(busyTimeout / .seconds(1))
        configuration.maximumReaderCount = max(1, readers)
        configuration.foreignKeysEnabled = true
        let cacheKiB = readerCacheKiB
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -\(cacheKiB)")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            // A damaged page is found when it is read, rather than believed.
            try db.execute(sql: "PRAGMA cell_size_check = ON")
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        return configuration
    }

    /// Prepares the writing connection.
    ///
    /// To be called after the pool has been made, since that sets
    /// `synchronous = NORMAL`, which may lose the last commits when the power fails.
    func prepareWriter(_ db: Database) throws {
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try db.execute(sql: "PRAGMA cache_size = -\(cacheKiB)")
        // `Checkpoints` does that.
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        // After a burst, the write-ahead log shrinks again.
        try db.execute(sql: "PRAGMA journal_size_limit = \(Int64(checkpointPages) * 4096 * 2)")
    }
}
