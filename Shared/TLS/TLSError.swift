/// Why TLS cannot be set up, or why a connection ended.
///
/// Reasons are OpenSSL's words or the system's; none holds anything of a key or of what was sent.
package enum TLSError: Error, Hashable, Sendable {
    /// What a file is for.
    package enum FilePurpose: String, Sendable {
        case certificateChain = "certificate chain"
        case privateKey = "private key"
        case trustRoots = "trust roots"
    }

    /// A file cannot be read, or is not what it should be. The operator's fault.
    case unusableFile(FilePurpose, path: String, reason: String)
    /// The private key is not that of the certificate. The operator's fault, or the files are being replaced just now.
    case keyDoesNotMatch(certificateChain: String, privateKey: String)
    /// The settings contradict one another, or OpenSSL cannot do what they ask. The operator's fault.
    case unusableSettings(String)
    /// No authority that is trusted vouches for the other side's certificate, or it is out of date.
    case peerNotTrusted(reason: String)
    /// The other side's certificate is trusted, but is not that of whom it should be; these are its URIs.
    case peerNameRefused(uris: [String])
    /// The other side did not show a certificate.
    case noPeerCertificate
    /// The two sides have no application protocol in common.
    case noCommonProtocol
    /// The other side gave up, with this alert (RFC 8446 section 6).
    case alert(String)
    /// The handshake failed for another reason: no version or cipher in common, or the other side does not speak TLS.
    case handshakeFailed(reason: String)
    /// The handshake took too long.
    case handshakeTimedOut
    /// More was to be sent than may wait for the end of a handshake.
    case tooMuchWaiting
    /// The other side broke the protocol after the handshake, or bytes were changed on the way.
    case protocolViolation(reason: String)
    /// The connection ended without a goodbye: what was read last may not have been the end.
    case truncated
}

extension TLSError: CustomStringConvertible {
    /// One line for a log.
    package var description: String {
        switch self {
        case .unusableFile(let purpose, let path, let reason): "cannot use the \(purpose.rawValue) \(path): \(reason)"
        case .keyDoesNotMatch(let chain, let key): "the private key \(key) is not that of the certificate \(chain)"
        case .unusableSettings(let reason): "cannot set up TLS: \(reason)"
        case .peerNotTrusted(let reason): "the peer's certificate is not trusted: \(reason)"
        case .peerNameRefused(let uris):
            "the peer's certificate is not that of whom it should be" + (uris.isEmpty ? "" : ": \(uris)")
        case .noPeerCertificate: "the peer showed no certificate"
        case .noCommonProtocol: "no application protocol in common"
        case .alert(let alert): "the peer gave up: \(alert)"
        case .handshakeFailed(let reason): "the handshake failed: \(reason)"
        case .handshakeTimedOut: "the handshake took too long"
        case .tooMuchWaiting: "too much waited for the handshake"
        case .protocolViolation(let reason): "the peer broke the protocol: \(reason)"
        case .truncated: "the connection ended without a goodbye"
        }
    }
}
