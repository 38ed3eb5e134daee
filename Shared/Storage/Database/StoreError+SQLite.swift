internal import GRDB

extension StoreError {
    /// Translates an error of SQLite or of the reading of a row.
    ///
    /// Nil for what is not a store's failure: errors of the caller's own, cancellation, and mistakes of the program such
    /// as a statement that SQLite cannot parse.
    init?(translating error: any Error) {
        switch error {
        case let error as StoreError:
            self = error
        case let error as DatabaseError:
            self.init(code: error.extendedResultCode)
        case is RowDecodingError:
            self = .corrupted
        default:
            return nil
        }
    }

    private init?(code: ResultCode) {
        switch code {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID,
            .SQLITE_CONSTRAINT_FOREIGNKEY:
            self = .conflict
        case .SQLITE_IOERR_CORRUPTFS:
            self = .corrupted
        default:
            self.init(primaryCode: code.primaryResultCode)
        }
    }

    private init?(primaryCode: ResultCode) {
        switch primaryCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_NOMEM,
            .SQLITE_READONLY,
            .SQLITE_PERM, .SQLITE_PROTOCOL, .SQLITE_ABORT, .SQLITE_NOLFS:
            self = .unavailable
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT:
            self = .corrupted
        case .SQLITE_INTERRUPT:
            self = .timeout
        default:
            return nil
        }
    }
}
