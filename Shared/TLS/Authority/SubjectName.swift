#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Hosts as OpenSSL wants them written for a certificate.
enum SubjectName {
    /// `IP:` or `DNS:` and the host.
    ///
    /// Nothing passes that has a meaning of its own there, such as a comma.
    ///
    /// - Throws: `unusableName`.
    static func text(of host: String) throws(CertificateError) -> String {
        if isAddress(host) { return "IP:\(host)" }
        var labels = host.split(separator: ".", omittingEmptySubsequences: false)
        if labels.first == "*" { labels.removeFirst() }
        guard !labels.isEmpty, host.utf8.count <= 253, labels.allSatisfy(isLabel) else { throw .unusableName(host) }
        return "DNS:\(host)"
    }

    private static func isAddress(_ host: String) -> Bool {
        var storage = in6_addr()
        // An IPv4 address is smaller.
        return inet_pton(AF_INET, host, &storage) == 1 || inet_pton(AF_INET6, host, &storage) == 1
    }

    /// Letters, digits and inner hyphens (RFC 1123 section 2.1).
    private static func isLabel(_ label: Substring) -> Bool {
        !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
            && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
}
