package import Chat

/// One user's relation to a topic as the service keeps it.
///
/// It outlives its end: what the user was given is remembered, so that a ban survives leaving and coming back.
package struct SubscriptionRecord: Hashable, Sendable {
    package var user: UserID
    package var access: Access
    /// A reader of a channel, not a member.
    package var isReader: Bool
    /// JSON; empty when absent.
    package var privateJSON: [UInt8] = []
    /// Milliseconds.
    package var createdAt: Int64
    /// Milliseconds.
    package var updatedAt: Int64
    /// 0 unless the user has left or was put out, milliseconds.
    ///
    /// The end of the topic does not show here.
    package var deletedAt: Int64 = 0

    /// Creates a subscription.
    package init(user: UserID, access: Access, isReader: Bool = false, at: Int64) {
        self.user = user
        self.access = access
        self.isReader = isReader
        createdAt = at
        updatedAt = at
    }
}
