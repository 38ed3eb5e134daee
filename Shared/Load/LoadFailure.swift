/// Why a run gives no result at all.
package enum LoadFailure: Error, Sendable, Equatable {
    /// What was asked for cannot be done so; the text is for people (`EX_USAGE`).
    case unusable(String)
    /// The server cannot be reached; the text is for people (`EX_UNAVAILABLE`).
    case unreachable(String)
    /// The server does not let this program in; the text is for people (`EX_NOPERM`).
    case notPermitted(String)
    /// The users or topics of the run could not be made; the text is for people.
    case notPrepared(String)

    /// The exit status of a program that ends with it.
    package var status: Int32 {
        switch self {
        case .unusable: 64
        case .unreachable: 69
        case .notPermitted: 77
        case .notPrepared: 1
        }
    }

    /// What to tell people.
    package var reason: String {
        switch self {
        case .unusable(let reason), .unreachable(let reason), .notPermitted(let reason), .notPrepared(let reason):
            reason
        }
    }
}
