package import Settings

/// How mail leaves the house.
package struct MailSettings: Sendable {
    /// What protects the connection.
    package enum Protection: String, CaseIterable, Sendable {
        /// Nothing: for a server on this machine.
        case none
        /// TLS after a plain beginning (RFC 3207); a server that does not offer it gets no mail.
        case startTLS = "starttls"
        /// TLS from the first byte (RFC 8314).
        case tls
    }

    /// The mail server.
    package var server: HostPort
    /// Whom mail is from: an address.
    package var sender: String
    /// What goes before the address: the name of the installation.
    ///
    /// Default `Parley`.
    package var senderName = "Parley"
    package var protection = Protection.startTLS
    /// PEM file of the authorities that the server's certificate may come from; nil takes those of the system.
    package var trustRoots: String?
    /// Whom to log in as, and with what; nil sends without.
    package var account: (user: String, password: Secret)?
    /// What this side calls itself: a host name.
    ///
    /// Default `localhost`.
    package var helloName = "localhost"
    /// How long the whole of a delivery may take.
    ///
    /// Default 30 s.
    package var timeout = Duration.seconds(30)

    /// Names a server and a sender.
    package init(server: HostPort, sender: String) {
        self.server = server
        self.sender = sender
    }
}
