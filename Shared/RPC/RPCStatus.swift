/// Why a call failed, as it crosses between services.
package struct RPCStatus: Error, Hashable, Sendable {
    /// What kind of failure it is.
    package var code: StatusCode
    /// A stable word that programs can tell failures of one code apart by, such as `topic_not_found`; may be empty.
    package var reason: String
    /// For people: never holds what users wrote, nor secrets.
    package var message: String
    /// How long to wait before trying again, where that makes sense.
    package var retryAfter: Duration?

    /// Creates a status.
    package init(_ code: StatusCode, reason: String = "", message: String = "", retryAfter: Duration? = nil) {
        self.code = code
        self.reason = reason
        self.message = message
        self.retryAfter = retryAfter
    }
}

extension RPCStatus: CustomStringConvertible {
    /// Code, reason and message.
    package var description: String {
        "\(code)" + (reason.isEmpty ? "" : " (\(reason))") + (message.isEmpty ? "" : ": \(message)")
    }
}

/// A domain error that knows how it crosses between services.
///
/// Whatever does not conform arrives as `internal`, without a text.
package protocol StatusConvertible: Error {
    /// The status that callers are given.
    var status: RPCStatus { get }
}

extension RPCStatus: StatusConvertible {
    /// Itself.
    package var status: RPCStatus { self }
}

extension RPCStatus {
    /// The status of any error that a handler throws.
    package init(_ error: any Error) {
        switch error {
        case let error as any StatusConvertible: self = error.status
        case is CancellationError: self.init(.cancelled)
        default: self.init(.internal)
        }
    }
}
