/// The two halves of a subscription's access: what the user wants and what the topic gives.
///
/// Both must agree.
package struct Access: Hashable, Sendable {
    package var want: AccessMode
    package var given: AccessMode

    package init(want: AccessMode, given: AccessMode) {
        self.want = want
        self.given = given
    }

    /// The same mode on both sides.
    package init(both mode: AccessMode) {
        self.init(want: mode, given: mode)
    }

    /// What the user can really do.
    package var mode: AccessMode {
        want.intersection(given)
    }

    /// Whether the topic keeps the user out, whatever the user wants.
    package var isBanned: Bool {
        !given.contains(.join)
    }
}
