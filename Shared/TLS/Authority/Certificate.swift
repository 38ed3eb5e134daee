internal import COpenSSL

/// A certificate that is being made, or was read.
///
/// Ownership: owns one `X509`, freed in `deinit`; it holds on to the keys that it is given itself.
final class Certificate {
    let handle: OpaquePointer

    /// Makes a certificate that nobody has signed yet, with a random serial number.
    ///
    /// - Parameters:
    ///   - name: The common name of the subject, for people.
    ///   - key: The subject's key.
    ///   - validity: When it is good.
    /// - Throws: `failed`.
    init(name: String, key: PrivateKey, validity: CertificateValidity) throws(CertificateError) {
        OpenSSLFailure.clear()
        guard let handle = X509_new() else { throw .failed(OpenSSLFailure.take().text) }
        self.handle = handle
        // Version 3, which counts from 0.
        guard X509_set_version(handle, 2) == 1, Self.setSerial(handle),
            X509_set_pubkey(handle, key.handle) == 1,
            ASN1_TIME_set(X509_getm_notBefore(handle), time_t(validity.notBefore)) != nil,
            ASN1_TIME_set(X509_getm_notAfter(handle), time_t(validity.notAfter)) != nil,
            X509_NAME_add_entry_by_txt(X509_get_subject_name(handle), "CN", MBSTRING_UTF8, name, -1, -1, 0) == 1
        else { throw .failed(OpenSSLFailure.take().text) }
    }

    /// Reads a certificate from a file; nil when the file is not there.
    ///
    /// - Throws: `unusableAuthority`.
    init?(file path: String) throws(CertificateError) {
        let handle = try PEMFile.read(path) { PEM_read_bio_X509($0, nil, { _, _, _, _ in -1 }, nil) }
        guard let handle else { return nil }
        self.handle = handle
    }

    deinit {
        X509_free(handle)
    }

    /// Sixteen random bytes, positive and of full length (RFC 5280 section 4.1.2.2).
    private static func setSerial(_ handle: OpaquePointer) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard RAND_bytes(&bytes, Int32(bytes.count)) == 1 else { return false }
        bytes[0] = bytes[0] & 0x7F | 0x40
        // Owned here; the certificate gets a copy.
        guard let number = BN_bin2bn(bytes, Int32(bytes.count), nil) else { return false }
        defer { BN_free(number) }
        return BN_to_ASN1_INTEGER(number, X509_get_serialNumber(handle)) != nil
    }

    /// Adds an extension in the words of OpenSSL's configuration files.
    ///
    /// - Parameters:
    ///   - number: OpenSSL's number of the extension.
    ///   - value: What it says; no part of it may come from outside unchecked.
    ///   - issuer: Who will sign; nil for the certificate itself.
    /// - Throws: `failed`.
    func add(_ number: Int32, _ value: String, issuer: Certificate? = nil) throws(CertificateError) {
        OpenSSLFailure.clear()
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer?.handle ?? handle, handle, nil, nil, 0)
        // Owned here; the certificate gets a copy.
        guard let part = X509V3_EXT_conf_nid(nil, &context, number, value) else {
            throw .failed(OpenSSLFailure.take().text)
        }
        defer { X509_EXTENSION_free(part) }
        guard X509_add_ext(handle, part, -1) == 1 else { throw .failed(OpenSSLFailure.take().text) }
    }

    /// Signs the certificate; nothing may be changed after.
    ///
    /// - Throws: `failed`.
    func sign(by issuer: Certificate, _ key: PrivateKey) throws(CertificateError) {
        OpenSSLFailure.clear()
        guard X509_set_issuer_name(handle, X509_get_subject_name(issuer.handle)) == 1,
            X509_sign(handle, key.handle, EVP_sha256()) > 0
        else { throw .failed(OpenSSLFailure.take().text) }
    }

    /// Whether a key is that of the subject.
    func belongs(to key: PrivateKey) -> Bool {
        defer { OpenSSLFailure.clear() }
        return X509_check_private_key(handle, key.handle) == 1
    }

    /// Whether the time is over.
    var isExpired: Bool { X509_cmp_current_time(X509_get0_notAfter(handle)) <= 0 }

    /// Writes the certificate to a file that all may read.
    ///
    /// - Throws: `cannotWrite`, `failed`.
    func write(to path: String) throws(CertificateError) {
        try PEMFile.replace(path, mode: 0o644) { PEM_write_bio_X509($0, handle) }
    }
}
