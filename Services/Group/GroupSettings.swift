import Chat

/// What an operator decides about topics.
package struct GroupSettings: Sendable {
    /// How many members a group or a channel may have; a channel's readers do not count.
    ///
    /// Default 100,000.
    package var memberLimit = Limits.groupMembers
    /// The largest `public`, `private`, `trusted` or `aux` value kept, bytes.
    ///
    /// Default 64 KiB.
    package var descriptionSize = 64 * 1024

    /// The defaults.
    package init() {}
}
