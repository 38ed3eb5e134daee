/// Which name a peer's certificate must bear.
package enum PeerNamePolicy: Hashable, Sendable {
    /// Any name, as long as a trusted authority vouches for it.
    case anyTrusted
    /// This host name or IP address among the subject's alternative names (RFC 9525).
    case host(String)
    /// One of these Parley services: exactly one URI among the subject's alternative names, that of a service named here.
    case services(Set<String>)
}

/// The names by which Parley's services know each other, as their certificates bear them.
///
/// They are SPIFFE identifiers (SPIFFE-ID section 2) with the trust domain `parley` and one path segment.
package enum ServiceName {
    private static let prefix = "spiffe://parley/"
    private static let maxLength = 63

    /// Whether a service can be called so: 1 to 63 of `a` to `z`, `0` to `9` and `-`.
    package static func isValid(_ name: String) -> Bool {
        let isLetter = { (byte: UInt8) in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        return !name.isEmpty && name.utf8.count <= maxLength && name.utf8.allSatisfy(isLetter)
    }

    /// The URI of a service.
    package static func uri(of service: String) -> String {
        prefix + service
    }

    /// The service that a certificate with these URIs belongs to.
    ///
    /// - Returns: nil when it is none of Parley's, or bears several URIs: nobody is two services (X509-SVID section 2).
    package static func service(in uris: [String]) -> String? {
        guard uris.count == 1, let uri = uris.first, uri.hasPrefix(prefix) else { return nil }
        let name = String(uri.dropFirst(prefix.count))
        return isValid(name) ? name : nil
    }
}
