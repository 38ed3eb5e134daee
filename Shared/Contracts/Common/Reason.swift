package import RPC

/// The failures that services tell one another and, through the gateway, clients: one factory each.
///
/// The reason is a stable word of the contract; the texts are for people and may change.
extension RPCStatus {
    /// The request cannot be understood or is out of bounds.
    ///
    /// The caller's fault: do not repeat it.
    package static func malformed(_ message: String = "") -> RPCStatus {
        RPCStatus(.invalidArgument, reason: "malformed", message: message)
    }

    /// A message, a name or a list is larger than allowed.
    ///
    /// The caller's fault.
    package static let tooLarge = RPCStatus(.invalidArgument, reason: "too_large")

    /// There is no such topic, or the caller may not know of it.
    package static let topicNotFound = RPCStatus(.notFound, reason: "topic_not_found")

    /// There is no such user, or the account is closed.
    package static let userNotFound = RPCStatus(.notFound, reason: "user_not_found")

    /// There is no such thing in the topic or the account.
    package static let notFound = RPCStatus(.notFound, reason: "not_found")

    /// The caller is not allowed to.
    ///
    /// Repeating it does not help.
    package static let permissionDenied = RPCStatus(.permissionDenied, reason: "permission_denied")

    /// The caller is not logged in.
    package static let authenticationRequired = RPCStatus(.unauthenticated, reason: "authentication_required")

    /// The secret, token or code is wrong or has ended.
    ///
    /// `what` names the part that failed, if the client is to know.
    package static func authenticationFailed(what: String = "") -> RPCStatus {
        RPCStatus(.unauthenticated, reason: "authentication_failed", message: what)
    }

    /// No such way to log in.
    package static let unknownScheme = RPCStatus(.unauthenticated, reason: "unknown_scheme")

    /// A rule of the suite forbids it: a weak password, a full group, a missing credential.
    ///
    /// `what` names the rule.
    package static func policyViolation(what: String = "") -> RPCStatus {
        RPCStatus(.failedPrecondition, reason: "policy_violation", message: what)
    }

    /// Credentials that an account must have are missing.
    ///
    /// `methods` names them.
    package static func missingCredentials(_ methods: [String]) -> RPCStatus {
        RPCStatus(.failedPrecondition, reason: "missing_credentials", message: methods.joined(separator: ","))
    }

    /// A tag, login or address is not the caller's to take.
    ///
    /// `what` names it, if the client is to know.
    package static func notYours(what: String) -> RPCStatus {
        RPCStatus(.permissionDenied, reason: "not_yours", message: what)
    }

    /// A login or an address is taken.
    ///
    /// `what` names it, if the client is to know.
    package static func duplicate(what: String = "") -> RPCStatus {
        RPCStatus(.alreadyExists, reason: "duplicate", message: what)
    }

    /// The caller is in the topic under another name, which the message holds.
    package static func useOther(topic: String) -> RPCStatus {
        RPCStatus(.failedPrecondition, reason: "use_other", message: topic)
    }

    /// Somebody is in a call already.
    package static let busy = RPCStatus(.failedPrecondition, reason: "busy")

    /// A queue is full or a limit reached: repeat it after the delay.
    package static func overloaded(retryAfter: Duration = .seconds(1)) -> RPCStatus {
        RPCStatus(.resourceExhausted, reason: "overloaded", retryAfter: retryAfter)
    }

    /// Something that the service needs is down: repeat it after the delay.
    package static func unavailable(retryAfter: Duration = .seconds(1)) -> RPCStatus {
        RPCStatus(.unavailable, reason: "unavailable", retryAfter: retryAfter)
    }

    /// This part of the suite is not built.
    package static func notImplemented(_ what: String = "") -> RPCStatus {
        RPCStatus(.unimplemented, reason: "not_implemented", message: what)
    }
}
