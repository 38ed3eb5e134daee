import Contracts
package import RPC

/// Why a change of an account cannot be kept: something that is unique belongs to somebody else.
package enum AccountConflict: Error, Hashable, Sendable {
    /// The login name is taken.
    case login
    /// Another account has proved the address.
    case address
    /// Another account has the alias.
    case alias
    /// The user number is in use.
    case user
}

extension AccountConflict: StatusConvertible {
    package var status: RPCStatus {
        switch self {
        case .login: .duplicate(what: "auth")
        case .address: .duplicate()
        case .alias: .malformed("the alias is taken")
        case .user: .unavailable()
        }
    }
}
