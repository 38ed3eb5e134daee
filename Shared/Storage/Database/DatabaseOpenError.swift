/// Why a database file could not be opened.
package struct DatabaseOpenError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was wrong with the file.
    package enum Reason: Equatable, Sendable {
        /// A later version of the program has written the file; this one would not understand it.
        case newerSchema(found: Int, known: Int)

        /// A step of the schema failed; the file is as it was after the step before.
        case migrationFailed(version: Int, name: String, detail: String)

        /// The file is not a database, or is damaged.
        case corrupted

        /// The file cannot be reached: permissions, a missing folder, a lock, the disk.
        case unavailable(detail: String)
    }

    /// The file.
    package let path: String

    /// What was wrong with it.
    package let reason: Reason

    /// One sentence for the operator.
    package var description: String {
        switch reason {
        case .newerSchema(let found, let known):
            "\(path) has schema version \(found), but this program knows only up to \(known): run a newer version of it"
        case .migrationFailed(let version, let name, let detail):
            "\(path) could not be brought to schema version \(version) (\(name)): \(detail)"
        case .corrupted:
            "\(path) is damaged or not a database: restore it from a backup"
        case .unavailable(let detail):
            "\(path) cannot be opened: \(detail)"
        }
    }
}

extension DatabaseOpenError {
    /// Makes the error of a failure to open.
    init(path: String, failure: any Error) {
        self.path = path
        reason =
            switch StoreError(translating: failure) {
            case .corrupted: .corrupted
            default: .unavailable(detail: FailureText.of(failure))
            }
    }
}
