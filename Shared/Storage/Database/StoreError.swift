/// Why a store could not do what it was asked, in the words that every store speaks, whatever database is below it.
///
/// Details (codes of the database, file names) go to the log where the failure happened, never into the error.
package enum StoreError: Error, Equatable, Sendable {
    /// The store cannot work now: disk full, I/O error, locked by somebody else, closed, or too many callers waiting.
    /// Nothing of the call was stored. Nobody's fault; the caller may try again later.
    case unavailable

    /// A row with that unique key exists, or a row that this one refers to does not. The caller lost a race or reused
    /// a key; it decides what that means.
    case conflict

    /// The store did not finish in time. What was asked may be asked again.
    case timeout

    /// The file or a value in it cannot be read back. An operator has to look at it; trying again does not help.
    case corrupted
}
