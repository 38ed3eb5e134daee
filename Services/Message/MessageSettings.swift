import Chat

/// What an operator decides about messages.
package struct MessageSettings: Sendable {
    /// The most different reactions to one message, 1 to 8, where the topic says nothing else.
    ///
    /// Default 6.
    package var maxReactions = 6
    /// The only reactions there may be; empty allows any.
    ///
    /// Default: any.
    package var allowedReactions: [String] = []
    /// How old a message may be that somebody deletes for everybody who does not run the topic; zero for any age.
    ///
    /// Default 10 minutes.
    package var deletionAge = Duration.seconds(Limits.deletionAge)

    /// The defaults.
    package init() {}
}
