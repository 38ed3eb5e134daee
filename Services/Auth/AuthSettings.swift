/// What an operator decides about accounts.
package struct AuthSettings: Sendable {
    /// Credential methods, such as `email`, that an account with a password must have proved before it may enter.
    ///
    /// Default: none.
    package var requiredCredentials: [String] = []
    /// A code that proves any credential, for demonstrations and tests; nil accepts only the code that was sent.
    package var debugResponse: String?
    /// How many wrong answers a credential takes before it has to be set again.
    ///
    /// Default 3.
    package var credentialRetries = 3
    /// The key of tokens, at least 32 bytes; nil keeps one in the data folder.
    ///
    /// Never logged.
    package var tokenKey: [UInt8]?
    /// How long a token serves.
    ///
    /// Default 14 days.
    package var tokenLifetime = Duration.seconds(14 * 24 * 3600)
    /// The generation of tokens: raising it ends every token given out before.
    ///
    /// Default 1.
    package var tokenSerial: UInt16 = 1
    /// How many threads compute password hashes.
    ///
    /// Default 2.
    package var hashingThreads = 2
    /// How many computations may wait for a thread; more are answered `overloaded`.
    ///
    /// Default 128.
    package var hashingBacklog = 128
    /// The work of a new password hash: the scrypt parameter N, a power of two.
    ///
    /// Default 2¹⁴, which takes 16 MiB.
    package var hashingCost = 1 << 14
    /// The largest `public`, `private` or `trusted` value kept, bytes.
    ///
    /// Default 64 KiB.
    package var descriptionSize = 64 * 1024
    /// How many devices an account keeps; the one not heard of for longest makes room.
    ///
    /// Default 32.
    package var devices = 32

    /// What the operator calls the schemes.
    ///
    /// Default: their own names.
    package var schemes = SchemeNames()
    /// Where accounts are that the scheme `rest` asks after; nil for nowhere.
    package var rest: RestSettings?
    /// Namespaces of tags that tell which part of an organisation somebody belongs to: only root gives them, and only who
    /// has such a tag finds others by it.
    ///
    /// Default: none.
    package var maskedTags: Set<String> = []
    /// How long it takes at least to answer who asks for a reset, so that the time does not tell whether there is such an
    /// address.
    ///
    /// Default 250 ms.
    package var resetPace = Duration.milliseconds(250)
    /// How old an account grows that nobody ever entered, and none of whose addresses is proved, when there are required
    /// credentials.
    ///
    /// Default 30 h.
    package var unprovedLifetime = Duration.seconds(30 * 3600)
    /// How often such accounts are looked for.
    ///
    /// Default 10 min.
    package var cleaningPeriod = Duration.seconds(600)

    /// The defaults.
    package init() {}
}
