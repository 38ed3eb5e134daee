#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// From when to when a certificate is good, in seconds since 1970.
package struct CertificateValidity: Hashable, Sendable {
    /// The first second.
    package var notBefore: Int64
    /// The last second.
    package var notAfter: Int64

    private static let day: Int64 = 24 * 60 * 60
    /// Clocks of two machines may differ.
    private static let tolerance: Int64 = 5 * 60

    /// Creates a validity.
    package init(notBefore: Int64, notAfter: Int64) {
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// From now on.
    ///
    /// - Parameter days: 1 to 36,500; others are moved into that range.
    /// - Returns: A validity that began five minutes ago.
    package static func days(_ days: Int) -> CertificateValidity {
        let now = Int64(time(nil))
        return CertificateValidity(
            notBefore: now - tolerance, notAfter: now + Int64(min(max(days, 1), 36_500)) * day)
    }
}
