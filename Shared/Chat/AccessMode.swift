/// What one user may do in one topic: a set of permissions, written `JRWPASDO` on the wire.
package struct AccessMode: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// J: subscribe and attach.
    ///
    /// Without it in `given` the user is banned; without it in `want` the user has left or blocks.
    package static let join = AccessMode(rawValue: 1)
    /// R: receive messages and read history.
    package static let read = AccessMode(rawValue: 2)
    /// W: publish.
    package static let write = AccessMode(rawValue: 4)
    /// P: presence and notifications.
    package static let presence = AccessMode(rawValue: 8)
    /// A: approve requests, change what others are given, change the topic.
    package static let approve = AccessMode(rawValue: 16)
    /// S: invite others.
    package static let share = AccessMode(rawValue: 32)
    /// D: delete messages for everybody.
    package static let delete = AccessMode(rawValue: 64)
    /// O: owner; at most one a topic.
    package static let owner = AccessMode(rawValue: 128)

    /// N: nothing at all.
    package static let none: AccessMode = []
    /// Every permission: what an owner has.
    package static let full = AccessMode(rawValue: 255)
    /// Those who administer a topic: A or O.
    package static let administers: AccessMode = [.approve, .owner]
    /// Those who see who else is in a topic: A, S or O.
    package static let seesMembers: AccessMode = [.approve, .share, .owner]

    /// Whether any permission of `other` is held.
    package func intersects(_ other: AccessMode) -> Bool {
        !isDisjoint(with: other)
    }
}

extension AccessMode {
    /// Default modes, as the client protocol fixes them.
    package enum Default {
        /// What an authenticated member of a group is given unless the topic says otherwise.
        package static let group: AccessMode = [.join, .read, .write, .presence, .share]
        /// What an authenticated user is given in a channel's group side: no J, so that joining needs an invitation.
        package static let channel: AccessMode = [.read, .write, .presence, .share]
        /// The fixed access of a channel's readers.
        package static let reader: AccessMode = [.join, .read, .presence]
        /// A new account's default for peers in private chats.
        package static let account: AccessMode = [.join, .read, .write, .presence, .approve, .share, .delete]
        /// Everybody's access to the own `me`.
        package static let me: AccessMode = [.join, .presence, .share]
        /// The permissions that have a meaning in a private chat.
        package static let p2pMask: AccessMode = [.join, .read, .write, .presence, .approve]
        /// Notes to self.
        package static let notes: AccessMode = [.join, .read, .write, .delete, .owner]
        /// Root's access to `sys`.
        package static let system: AccessMode = [.join, .read, .write, .presence, .delete]
    }
}
