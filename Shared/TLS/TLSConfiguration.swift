/// How one side of TLS connections behaves, and which files it needs.
///
/// TLS 1.2 is the oldest version that is spoken, with forward secrecy and authenticated encryption only.
package struct TLSConfiguration: Hashable, Sendable {
    /// Which side of a connection this is.
    package enum Role: Sendable {
        case server, client
    }

    /// Which side this is.
    package var role: Role
    /// What this side shows to the other; a server needs it, a client where the server asks for a certificate.
    package var identity: TLSIdentity?
    /// A PEM file with the certificates of the authorities that are trusted; nil trusts those of the system.
    package var trustRoots: String?
    /// Whether a server asks its clients for a certificate, and refuses those without.
    ///
    /// A client always checks the server's.
    package var requiresPeerCertificate = false
    /// Which name the other side's certificate must bear, besides being trusted.
    package var peerName = PeerNamePolicy.anyTrusted
    /// The protocols that may be spoken inside, best first, such as `h2` (RFC 7301); none offers nothing.
    ///
    /// A server chooses by its own order, and refuses a client that offers only others.
    package var applicationProtocols: [String] = []
    /// Whether a connection is refused whose other side does not take part in that choice.
    package var requiresApplicationProtocol = false
    /// How long a handshake may take, from the connection on.
    package var handshakeTimeout = Duration.seconds(10)

    /// A server that shows its identity and asks nobody for theirs.
    package static func server(_ identity: TLSIdentity) -> TLSConfiguration {
        TLSConfiguration(role: .server, identity: identity)
    }

    /// A client that shows its identity where it has one and is asked.
    package static func client(
        _ identity: TLSIdentity? = nil, trustRoots: String?, peerName: PeerNamePolicy
    ) -> TLSConfiguration {
        TLSConfiguration(role: .client, identity: identity, trustRoots: trustRoots, peerName: peerName)
    }

    private init(
        role: Role, identity: TLSIdentity?, trustRoots: String? = nil, peerName: PeerNamePolicy = .anyTrusted
    ) {
        self.role = role
        self.identity = identity
        self.trustRoots = trustRoots
        self.peerName = peerName
    }

    /// The files that a context reads; nothing else on the disk matters to it.
    var files: [String] {
        [identity?.certificateChain, identity?.privateKey, trustRoots].compactMap { $0 }
    }
}

/// Where a certificate and its key lie.
package struct TLSIdentity: Hashable, Sendable {
    /// A PEM file: the certificate, then those that lead from it to an authority.
    package var certificateChain: String
    /// A PEM file: the certificate's private key, without a passphrase.
    package var privateKey: String

    /// Names the files.
    package init(certificateChain: String, privateKey: String) {
        self.certificateChain = certificateChain
        self.privateKey = privateKey
    }
}
