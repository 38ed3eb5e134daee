/// Where accounts are kept that Parley only asks after.
package struct RestSettings: Hashable, Sendable {
    /// The server's address: `http://` or `https://`.
    package var url: String
    /// Whether an account is made when the server knows somebody whom Parley does not.
    ///
    /// Default: no.
    package var allowsNewAccounts = false
    /// Whether each kind of question has an address of its own, behind the server's: `…/auth`, `…/link`.
    ///
    /// Default: no.
    package var usesSeparateEndpoints = false
    /// How long an answer may take.
    ///
    /// Default 5 s.
    package var timeout = Duration.seconds(5)

    /// Names a server.
    package init(url: String) {
        self.url = url
    }
}
