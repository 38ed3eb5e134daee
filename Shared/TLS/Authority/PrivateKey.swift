internal import COpenSSL

/// A private key.
///
/// Ownership: owns one `EVP_PKEY`, freed in `deinit`.
final class PrivateKey {
    let handle: OpaquePointer

    /// Makes a new key on the curve P-256.
    ///
    /// - Throws: `failed`.
    init() throws(CertificateError) {
        OpenSSLFailure.clear()
        guard let handle = parley_EVP_EC_gen("P-256") else { throw .failed(OpenSSLFailure.take().text) }
        self.handle = handle
    }

    /// Reads a key from a file; nil when the file is not there.
    ///
    /// - Throws: `unusableAuthority`.
    init?(file path: String) throws(CertificateError) {
        // One with a passphrase is refused: OpenSSL would ask for it on the terminal.
        let handle = try PEMFile.read(path) { PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in -1 }, nil) }
        guard let handle else { return nil }
        self.handle = handle
    }

    deinit {
        EVP_PKEY_free(handle)
    }

    /// Writes the key to a file that only its owner may read.
    ///
    /// - Throws: `cannotWrite`, `failed`.
    func write(to path: String) throws(CertificateError) {
        try PEMFile.replace(path, mode: 0o600) { PEM_write_bio_PrivateKey($0, handle, nil, nil, 0, nil, nil) }
    }
}
