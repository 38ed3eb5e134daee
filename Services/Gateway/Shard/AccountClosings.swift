import Chat

/// The accounts that were closed or suspended while somebody was logging in: whoever was let in just before must not stay.
///
/// A login that begins later is judged by the auth service, which knows of the closing by then.
struct AccountClosings {
    private var last: UInt64 = 0
    private var closings: [UserID: UInt64] = [:]
    private var logins = 0

    /// A login begins; it must end, too.
    ///
    /// - Returns: The moment, to ask with.
    mutating func loginBegins() -> UInt64 {
        logins += 1
        return last
    }

    /// A login has ended.
    mutating func loginEnds() {
        logins -= 1
        if logins == 0 { closings = [:] }
    }

    /// An account is closed.
    mutating func note(_ user: UserID) {
        last += 1
        if logins > 0 { closings[user] = last }
    }

    /// Whether an account was closed since a login began that has not ended.
    func contains(_ user: UserID, since begin: UInt64) -> Bool {
        closings[user].map { $0 > begin } ?? false
    }
}
