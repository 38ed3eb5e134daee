package import RPC

extension StoreError: StatusConvertible {
    /// What callers of a service are told: a conflict is theirs to know of, a failure passes, damage does not.
    package var status: RPCStatus {
        switch self {
        case .conflict: RPCStatus(.alreadyExists, reason: "duplicate")
        case .unavailable, .timeout: RPCStatus(.unavailable, reason: "unavailable", retryAfter: .seconds(1))
        case .corrupted: RPCStatus(.dataLoss)
        }
    }
}
