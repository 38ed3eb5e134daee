/// The kinds of address that the suite knows.
enum CredentialMethod: String, CaseIterable {
    case email
    case tel

    /// Writes an address in its one canonical form; nil when it cannot be one.
    func normalised(_ text: String) -> String? {
        switch self {
        case .email: Self.email(text)
        case .tel: Self.telephone(text)
        }
    }

    /// Marks that only quoted addresses may have, and those who write lists of them.
    private static let unusual = Set("\",;:<>()[]\\".utf8)

    private static func email(_ text: String) -> String? {
        let address = text.lowercased()
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard address.count <= 90, parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
            !parts[1].hasPrefix("."), !parts[1].hasSuffix("."),
            address.utf8.allSatisfy({ (33...126).contains($0) && !Self.unusual.contains($0) })
        else { return nil }
        return address
    }

    /// `+` and 7 to 15 digits, as E.164 has it; spaces, dashes, dots and brackets between them are dropped.
    private static func telephone(_ text: String) -> String? {
        let digits = text.filter { !" -.()".contains($0) }
        guard digits.hasPrefix("+"), (8...16).contains(digits.utf8.count),
            digits.dropFirst().utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return digits
    }
}
