import Chat
import Storage

extension UserID {
    /// The integer that a column holds for the user: in the same order as users, which SQLite's signed integers would not
    /// keep otherwise.
    var ordered: Int64 {
        (rawValue ^ UserID.sign).stored
    }

    /// Takes a user back from what a column holds.
    ///
    /// - Throws: `corrupted` for a number that is no user.
    init(ordered: Int64) throws(StoreError) {
        guard let user = UserID(rawValue: UInt64(stored: ordered) ^ UserID.sign) else { throw .corrupted }
        self = user
    }

    private static let sign: UInt64 = 1 << 63
}
