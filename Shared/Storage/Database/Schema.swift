/// The shape of one service's database file: every step that ever changed it, oldest first.
///
/// The version of a file is the number of steps it has been through, kept in SQLite's `user_version`. Steps are only ever
/// added at the end; one that has been released is never edited.
package struct Schema: Sendable {
    /// The steps, of which the first makes version 1.
    package let migrations: [Migration]

    /// The version that this program knows.
    package var version: Int { migrations.count }

    /// Makes a schema of its steps.
    package init(_ migrations: [Migration]) {
        self.migrations = migrations
    }
}
