/// How a database file is worked with.
package struct SQLiteSettings: Sendable, Equatable {
    /// How long a write waits for another process that holds the file, before it fails.
    ///
    /// Default 2 s.
    package var busyTimeout: Duration = .seconds(2)

    /// The most connections that read at the same time, at least 1.
    ///
    /// Default 4.
    package var readers = 4

    /// The most writes that share one commit, at least 1.
    ///
    /// Default 256. It bounds how long the first of them waits for the others.
    package var writesPerCommit = 256

    /// The most writes, and apart from them the most reads, that may be waiting or running.
    ///
    /// Default 8192. Calls beyond it fail at once with `StoreError.unavailable`.
    package var waitingCalls = 8192

    /// How many pages of 4 KiB the write-ahead log holds before they are moved into the file, at least 1.
    ///
    /// Default 4096.
    package var checkpointPages = 4096

    /// The page cache of the connection that writes, in KiB.
    ///
    /// Default 8192.
    package var cacheKiB = 8192

    /// The page cache of each connection that reads, in KiB.
    ///
    /// Default 1024: what is not in it is mostly in the system's own cache, which is there once for all.
    package var readerCacheKiB = 1024

    /// Makes settings with every value at its default.
    package init() {}
}
