internal import COpenSSL

/// How the files of a context are read.
extension TLSContext {
    /// Reads all files of a configuration.
    ///
    /// - Throws: which file cannot be used, and why.
    static func load(_ configuration: TLSConfiguration, into handle: OpaquePointer) throws(TLSError) {
        // A key with a passphrase is refused: OpenSSL would ask for it on the terminal.
        SSL_CTX_set_default_passwd_cb(handle) { _, _, _, _ in -1 }
        if let identity = configuration.identity { try load(identity, into: handle) }
        let needsRoots = configuration.role == .client || configuration.requiresPeerCertificate
        if needsRoots { try loadTrustRoots(configuration, into: handle) }
    }

    private static func load(_ identity: TLSIdentity, into handle: OpaquePointer) throws(TLSError) {
        OpenSSLFailure.clear()
        guard SSL_CTX_use_certificate_chain_file(handle, identity.certificateChain) == 1 else {
            throw .unusableFile(
                .certificateChain, path: identity.certificateChain, reason: OpenSSLFailure.take().text)
        }
        guard SSL_CTX_use_PrivateKey_file(handle, identity.privateKey, SSL_FILETYPE_PEM) == 1 else {
            let failure = OpenSSLFailure.take()
            if [X509_R_KEY_VALUES_MISMATCH, X509_R_KEY_TYPE_MISMATCH].contains(failure.reason) {
                throw .keyDoesNotMatch(
                    certificateChain: identity.certificateChain, privateKey: identity.privateKey)
            }
            throw .unusableFile(.privateKey, path: identity.privateKey, reason: failure.text)
        }
    }

    private static func loadTrustRoots(
        _ configuration: TLSConfiguration, into handle: OpaquePointer
    ) throws(TLSError) {
        OpenSSLFailure.clear()
        guard let path = configuration.trustRoots else {
            guard SSL_CTX_set_default_verify_paths(handle) == 1 else {
                throw .unusableSettings(OpenSSLFailure.take().text)
            }
            return
        }
        guard SSL_CTX_load_verify_locations(handle, path, nil) == 1 else {
            throw .unusableFile(.trustRoots, path: path, reason: OpenSSLFailure.take().text)
        }
        guard configuration.role == .server else { return }
        // Tells clients whose certificates are of use here. The context takes the list over.
        guard let names = SSL_load_client_CA_file(path) else {
            throw .unusableFile(.trustRoots, path: path, reason: OpenSSLFailure.take().text)
        }
        SSL_CTX_set_client_CA_list(handle, names)
    }
}
