/// What people call an access mode.
///
/// The wire speaks modes; people speak roles.
package enum Role: String, Sendable, CaseIterable {
    case owner, admin, moderator, member, restricted, banned

    /// The access that the role is given.
    package var given: AccessMode {
        switch self {
        case .owner: .full
        case .admin: .full.subtracting(.owner)
        case .moderator: [.join, .read, .write, .presence, .share, .delete]
        case .member: AccessMode.Default.group
        case .restricted: AccessMode.Default.reader
        case .banned: .none
        }
    }

    /// The role that comes nearest to a given mode.
    package init(given: AccessMode) {
        if !given.contains(.join) {
            self = .banned
        } else if given.contains(.owner) {
            self = .owner
        } else if given.contains(.approve) {
            self = .admin
        } else if given.isSuperset(of: [.write, .delete]) {
            self = .moderator
        } else {
            self = given.contains(.write) ? .member : .restricted
        }
    }
}
