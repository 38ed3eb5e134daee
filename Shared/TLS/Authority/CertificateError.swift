/// Why certificates cannot be made.
package enum CertificateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A service or a host cannot be called so.
    case unusableName(String)
    /// The authority's certificate is there without its key, or the key without the certificate.
    case incompleteAuthority(missing: String)
    /// The authority's files cannot be read, or are not what they should be.
    case unusableAuthority(path: String, reason: String)
    /// The authority's time is over; its files must be removed to have a new one, which nobody trusts yet.
    case expiredAuthority(path: String)
    /// A file cannot be written.
    case cannotWrite(path: String, reason: String)
    /// OpenSSL cannot do something, in its words.
    case failed(String)

    /// One line for whoever asked for certificates.
    package var description: String {
        switch self {
        case .unusableName(let name): "\"\(name)\" cannot be a name in a certificate"
        case .incompleteAuthority(let missing): "the authority is not complete: \(missing) is missing"
        case .unusableAuthority(let path, let reason): "cannot use \(path): \(reason)"
        case .expiredAuthority(let path): "the authority \(path) has expired; remove it and its key to have a new one"
        case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
        case .failed(let reason): "cannot make a certificate: \(reason)"
        }
    }
}
