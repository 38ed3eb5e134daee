/// How far a session is trusted.
///
/// The numbers are those of the client protocol.
package enum AuthLevel: Int32, Sendable, Comparable, CaseIterable {
    case none = 0
    case anonymous = 10
    case authenticated = 20
    case root = 30

    package static func < (left: AuthLevel, right: AuthLevel) -> Bool {
        left.rawValue < right.rawValue
    }

    /// Reads the wire word.
    package init?(_ text: String) {
        switch text {
        case "anon": self = .anonymous
        case "auth": self = .authenticated
        case "root": self = .root
        default: return nil
        }
    }
}

extension AuthLevel: CustomStringConvertible {
    /// The wire word; empty for a session that has not logged in.
    package var description: String {
        switch self {
        case .none: ""
        case .anonymous: "anon"
        case .authenticated: "auth"
        case .root: "root"
        }
    }
}

/// The access that a user or a topic offers to those who bring no subscription of their own, by their trust.
package struct DefaultAccess: Hashable, Sendable {
    package var authenticated: AccessMode
    package var anonymous: AccessMode

    package init(authenticated: AccessMode, anonymous: AccessMode) {
        self.authenticated = authenticated
        self.anonymous = anonymous
    }

    /// The mode for somebody of this level.
    package func mode(for level: AuthLevel) -> AccessMode {
        switch level {
        case .none: .none
        case .anonymous: anonymous
        case .authenticated, .root: authenticated
        }
    }
}
