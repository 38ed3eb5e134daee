import Chat
import Contracts
import JSON
import RPC

/// Why a request is not done, as its client is told.
struct Refusal: Error {
    var code: ReplyCode
    var parameters: [ControlParameter]?
    /// Whether the answer says which request it is for.
    private(set) var isAddressed = true

    init(_ code: ReplyCode, _ parameters: [ControlParameter]? = nil) {
        self.code = code
        self.parameters = parameters
    }

    /// A refusal that clients have always been given without the request's id.
    static func unaddressed(_ code: ReplyCode) -> Refusal {
        var refusal = Refusal(code)
        refusal.isAddressed = false
        return refusal
    }
}

extension Refusal {
    /// The one table from the suite's failures to the client protocol's.
    init(for status: RPCStatus) {
        let what = status.message
        switch (status.code, status.reason) {
        case (.invalidArgument, "too_large"): self.init(.tooLarge)
        case (.invalidArgument, _), (.outOfRange, _): self.init(.malformed)
        case (.unauthenticated, "authentication_required"): self.init(.authenticationRequired)
        case (.unauthenticated, "unknown_scheme"): self.init(.unknownAuthenticationScheme)
        case (.unauthenticated, _): self.init(.authenticationFailed, what: what)
        case (.permissionDenied, "not_yours"): self.init(.permissionDenied, what: what)
        case (.permissionDenied, _): self.init(.permissionDenied)
        case (.notFound, "user_not_found"): self.init(.userNotFound)
        case (.notFound, "not_found"): self.init(.notFound)
        case (.notFound, _): self.init(.topicNotFound)
        case (.alreadyExists, "duplicate"): self.init(.duplicateCredential, what: what)
        case (.alreadyExists, _): self.init(.alreadyExists)
        case (.failedPrecondition, "use_other"): self.init(.useOther, [ControlParameter("topic", .string(what))])
        case (.failedPrecondition, "missing_credentials"):
            let methods = what.split(separator: ",").map { RawJSON.string(String($0)) }
            self.init(.policyViolation, [ControlParameter("creds", .array(methods))])
        case (.failedPrecondition, "busy"): self.init(.busyHere)
        case (.failedPrecondition, _): self.init(.policyViolation, what: what)
        case (.resourceExhausted, _): self.init(.tooManyRequests, [.retry(after: status.retryAfter ?? .seconds(1))])
        case (.unavailable, _), (.aborted, _), (.cancelled, _):
            self.init(.serviceUnavailable, [.retry(after: status.retryAfter ?? .seconds(1))])
        case (.deadlineExceeded, _): self.init(.timeout)
        case (.unimplemented, _): self.init(.notImplemented)
        default: self.init(.internalError)
        }
    }

    private init(_ code: ReplyCode, what: String) {
        self.init(code, what.isEmpty ? nil : [ControlParameter("what", .string(what))])
    }
}

extension SubmitOutcome {
    /// The outcome as a status.
    var status: RPCStatus {
        RPCStatus(
            StatusCode(rawValue: code) ?? .unknown, reason: reason,
            retryAfter: retryAfter > 0 ? .milliseconds(retryAfter) : nil)
    }
}

extension Acknowledgement {
    /// The outcome as a status.
    var status: RPCStatus {
        RPCStatus(StatusCode(rawValue: code) ?? .unknown, reason: reason)
    }
}
