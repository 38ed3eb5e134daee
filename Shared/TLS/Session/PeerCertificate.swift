internal import COpenSSL

/// What is asked of a certificate.
///
/// Certificates are borrowed: nothing here keeps one.
enum PeerCertificate {
    /// Decides whether the other side is who it should be; called by OpenSSL in the middle of a handshake.
    ///
    /// - Returns: 1 to go on, as OpenSSL wants it.
    static func verify(_ store: OpaquePointer?, _: UnsafeMutableRawPointer?) -> Int32 {
        let verdict = X509_verify_cert(store)
        guard verdict == 1 else { return verdict }
        let ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx())
        guard let session = TLSSession.of(ssl.map { OpaquePointer($0) }),
            let certificate = X509_STORE_CTX_get0_cert(store)
        else { return 0 }
        // A host name was checked with the chain.
        guard case .services(let allowed) = session.peerName else { return 1 }
        let uris = uris(of: certificate)
        if let service = ServiceName.service(in: uris), allowed.contains(service) { return 1 }
        session.refusedURIs = uris
        X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION)
        return 0
    }

    /// The URIs among a certificate's subject alternative names (RFC 5280 section 4.2.1.6).
    static func uris(of certificate: OpaquePointer) -> [String] {
        guard let extensionValue = X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return [] }
        let names = OpaquePointer(extensionValue)
        // OpenSSL made them for this call.
        defer { GENERAL_NAMES_free(names) }
        return (0..<parley_sk_GENERAL_NAME_num(names)).compactMap { index in
            var type: Int32 = 0
            guard let value = GENERAL_NAME_get0_value(parley_sk_GENERAL_NAME_value(names, index), &type),
                type == GEN_URI
            else { return nil }
            let text = value.assumingMemoryBound(to: ASN1_STRING.self)
            let bytes = UnsafeBufferPointer(start: ASN1_STRING_get0_data(text), count: Int(ASN1_STRING_length(text)))
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The serial number in hexadecimal; it tells one of an authority's certificates from the next.
    static func serial(_ certificate: OpaquePointer) -> String {
        guard let number = X509_get0_serialNumber(certificate) else { return "" }
        let bytes = UnsafeBufferPointer(start: ASN1_STRING_get0_data(number), count: Int(ASN1_STRING_length(number)))
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
