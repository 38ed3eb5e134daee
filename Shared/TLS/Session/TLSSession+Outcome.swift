internal import COpenSSL

/// What a session has come to.
extension TLSSession {
    /// What the two sides chose to speak; nil when they did not choose.
    var applicationProtocol: String? {
        var start: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &start, &length)
        guard let start, length > 0 else { return nil }
        // The bytes are the session's: copied.
        return String(decoding: UnsafeBufferPointer(start: start, count: Int(length)), as: UTF8.self)
    }

    /// All of it, once the handshake is done.
    var outcome: TLSHandshakeCompleted {
        // Borrowed from the session.
        let certificate = SSL_get0_peer_certificate(ssl)
        return TLSHandshakeCompleted(
            applicationProtocol: applicationProtocol,
            peerURIs: certificate.map { PeerCertificate.uris(of: $0) } ?? [],
            peerSerial: certificate.map { PeerCertificate.serial($0) },
            version: String(cString: SSL_get_version(ssl)))
    }

    /// Why a handshake failed, from what OpenSSL says about it.
    func handshakeFailure(_ failure: OpenSSLFailure) -> TLSError {
        if lacksApplicationProtocol { return .noCommonProtocol }
        switch failure.reason {
        case SSL_R_CERTIFICATE_VERIFY_FAILED: return certificateFailure()
        case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE: return .noPeerCertificate
        case SSL_R_NO_APPLICATION_PROTOCOL: return .noCommonProtocol
        default: return alert(failure) ?? .handshakeFailed(reason: failure.text)
        }
    }

    /// Why a session failed after the handshake.
    func failure(_ failure: OpenSSLFailure) -> TLSError {
        alert(failure) ?? .protocolViolation(reason: failure.text)
    }

    private func certificateFailure() -> TLSError {
        let verdict = SSL_get_verify_result(ssl)
        switch Int32(verdict) {
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH, X509_V_ERR_APPLICATION_VERIFICATION:
            return .peerNameRefused(uris: refusedURIs ?? [])
        default:
            return .peerNotTrusted(reason: String(cString: X509_verify_cert_error_string(verdict)))
        }
    }

    /// OpenSSL numbers failures that an alert of the peer's caused by the alert's own number, from 1000 on.
    private func alert(_ failure: OpenSSLFailure) -> TLSError? {
        guard (SSL_AD_REASON_OFFSET..<SSL_AD_REASON_OFFSET + 256).contains(failure.reason) else { return nil }
        // A constant of OpenSSL's, which does not know the names of all alerts.
        let name = String(cString: SSL_alert_desc_string_long(failure.reason - SSL_AD_REASON_OFFSET))
        return .alert(name == "unknown" ? failure.text : name)
    }
}
