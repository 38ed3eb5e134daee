internal import GRDB

/// The text of a failure that is fit for a log: what SQLite says, without the statement and the values in it.
enum FailureText {
    /// Describes an error without any stored value.
    static func of(_ error: any Error) -> String {
        guard let error = error as? DatabaseError else {
            return String(describing: type(of: error))
        }
        return "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "no message")"
    }
}
