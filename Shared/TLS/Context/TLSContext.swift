internal import COpenSSL

/// The certificates and rules that connections begin with.
///
/// Connections keep the context that they began with. Ownership: the object owns one `SSL_CTX`, made in `init` and freed
/// in `deinit`; what sessions need of it they hold on to themselves. OpenSSL copies what it is given.
///
/// Safety: the `SSL_CTX` is not changed after `init`, and OpenSSL guards its own counts and caches with locks, so that
/// sessions may be made from it on any thread.
package final class TLSContext: @unchecked Sendable {
    /// What the context was made from.
    package let configuration: TLSConfiguration
    /// The own certificate's serial number in hexadecimal; nil without a certificate.
    package let certificateSerial: String?
    let handle: OpaquePointer
    /// The application protocols as they are on the wire (RFC 7301 section 3.1).
    let protocolList: [UInt8]

    /// The ciphers of TLS 1.2: ephemeral keys and authenticated encryption, as TLS 1.3 has them anyway.
    private static let ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20"
    private static let groups = "X25519:P-256:P-384"

    /// Reads the files and makes a context.
    ///
    /// It reads a few small files: not for an event loop.
    ///
    /// - Throws: `unusableFile` or `keyDoesNotMatch`, which name the file; `unusableSettings`.
    package init(_ configuration: TLSConfiguration) throws(TLSError) {
        self.configuration = configuration
        try Self.check(configuration)
        protocolList = try ApplicationProtocols.encode(configuration.applicationProtocols)
        OpenSSLFailure.clear()
        let method = configuration.role == .server ? TLS_server_method() : TLS_client_method()
        guard let handle = SSL_CTX_new(method) else {
            throw .unusableSettings(OpenSSLFailure.take().text)
        }
        do throws(TLSError) {
            try Self.setRules(handle, configuration)
            try Self.load(configuration, into: handle)
        } catch {
            // Not owned by an object yet.
            SSL_CTX_free(handle)
            throw error
        }
        Self.install(handle, configuration)
        self.handle = handle
        certificateSerial = SSL_CTX_get0_certificate(handle).map { PeerCertificate.serial($0) }
    }

    deinit {
        SSL_CTX_free(handle)
    }

    private static func check(_ configuration: TLSConfiguration) throws(TLSError) {
        if configuration.role == .server {
            guard configuration.identity != nil else { throw .unusableSettings("a server needs a certificate") }
            guard configuration.requiresPeerCertificate || configuration.peerName == .anyTrusted else {
                throw .unusableSettings("names cannot be demanded of peers that are not asked for a certificate")
            }
        }
        guard !configuration.requiresApplicationProtocol || !configuration.applicationProtocols.isEmpty else {
            throw .unusableSettings("an application protocol is demanded, but none is named")
        }
    }

    private static func setRules(_ handle: OpaquePointer, _ configuration: TLSConfiguration) throws(TLSError) {
        SSL_CTX_set_security_level(handle, 2)
        var options =
            parley_SSL_OP_NO_COMPRESSION | parley_SSL_OP_NO_RENEGOTIATION | parley_SSL_OP_CIPHER_SERVER_PREFERENCE
            | parley_SSL_OP_PRIORITIZE_CHACHA
        if configuration.requiresPeerCertificate {
            // A resumed session would not look at the client's certificate again. Services connect rarely and stay.
            options |= parley_SSL_OP_NO_TICKET
            SSL_CTX_set_num_tickets(handle, 0)
        }
        SSL_CTX_set_options(handle, options)
        // Sessions live in tickets only; idle connections keep no buffers.
        parley_SSL_CTX_set_session_cache_mode(handle, Int(SSL_SESS_CACHE_OFF))
        parley_SSL_CTX_set_mode(handle, Int(SSL_MODE_RELEASE_BUFFERS))
        guard parley_SSL_CTX_set_min_proto_version(handle, TLS1_2_VERSION) == 1,
            SSL_CTX_set_cipher_list(handle, ciphers) == 1,
            parley_SSL_CTX_set1_groups_list(handle, groups) == 1
        else { throw .unusableSettings(OpenSSLFailure.take().text) }
        let id = Array("parley".utf8)
        guard SSL_CTX_set_session_id_context(handle, id, UInt32(id.count)) == 1 else {
            throw .unusableSettings(OpenSSLFailure.take().text)
        }
    }

    /// Installs what OpenSSL calls back during handshakes; each call finds its session by the `SSL` it is about.
    private static func install(_ handle: OpaquePointer, _ configuration: TLSConfiguration) {
        switch configuration.role {
        case .client:
            SSL_CTX_set_verify(handle, SSL_VERIFY_PEER, nil)
        case .server:
            let mode =
                configuration.requiresPeerCertificate
                ? SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT : SSL_VERIFY_NONE
            SSL_CTX_set_verify(handle, mode, nil)
            ApplicationProtocols.installChoice(in: handle)
        }
        SSL_CTX_set_cert_verify_callback(handle, { PeerCertificate.verify($0, $1) }, nil)
    }
}
