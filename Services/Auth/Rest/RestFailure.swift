import Contracts
import RPC

/// Why an external authenticator did not do what it was asked for.
enum RestFailure: Error, Hashable, Sendable {
    /// What it says itself: one of its words.
    case refused(Word)
    /// No answer: it cannot be reached, or takes too long.
    case unreachable
    case timeout
    /// An answer that is none: another status than 2xx, or no JSON of the kind.
    case unreadable

    /// The words in which an authenticator says what is wrong.
    enum Word: String {
        case `internal`
        case malformed
        case failed
        case duplicate = "duplicate value"
        case unsupported
        case expired
        case policy
        case credentials
        case notFound = "not found"
        case denied
    }
}

extension RestFailure: StatusConvertible {
    var status: RPCStatus {
        switch self {
        case .unreachable, .timeout, .unreadable: .unavailable()
        case .refused(let word):
            switch word {
            case .internal: RPCStatus(.internal)
            case .malformed: .malformed("refused by the authenticator")
            case .failed, .expired, .notFound, .credentials: .authenticationFailed()
            case .duplicate: .duplicate(what: "auth")
            case .unsupported: .notImplemented("the authenticator does not do that")
            case .policy: .policyViolation(what: "auth")
            case .denied: .permissionDenied
            }
        }
    }
}
