/// The one canonical form of the addresses by which people are reached and found.
package enum ContactAddress {
    /// Marks that only quoted addresses may have, and those who write lists of them.
    private static let unusual = Set("\",;:<>()[]\\".utf8)
    /// Digits of a telephone number with its country's code (E.164).
    private static let digits = 7...15

    /// Writes an e-mail address in lower case; nil when it cannot be one.
    ///
    /// At most 90 characters, so that the tag `email:…` fits; ASCII, without quotes.
    package static func email(_ text: String) -> String? {
        let address = text.lowercased()
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard address.count <= 90, parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
            !parts[1].hasPrefix("."), !parts[1].hasSuffix("."),
            address.utf8.allSatisfy({ (33...126).contains($0) && !unusual.contains($0) })
        else { return nil }
        return address
    }

    /// Writes a telephone number as E.164 has it, `+` and 7 to 15 digits; nil when it cannot be one.
    ///
    /// Spaces, dashes, dots and brackets between the digits are dropped.
    ///
    /// - Parameters:
    ///   - text: With the country's code after `+` or `00`, or as it is written at home.
    ///   - country: Where home is: two letters (ISO 3166-1); nil takes only numbers with `+`.
    /// - Returns: The number; nil when it cannot be one.
    package static func telephone(_ text: String, country: String? = nil) -> String? {
        let bare = text.filter { !" -.()".contains($0) }
        if bare.hasPrefix("+") { return international(bare.dropFirst()) }
        guard let country, let code = CallingCode.of(country: country), bare.utf8.allSatisfy(isDigit) else {
            return nil
        }
        if bare.hasPrefix("00") { return international(bare.dropFirst(2)) }
        guard digits.contains(bare.utf8.count) else { return nil }
        return international(code.number + code.withoutTrunkPrefix(bare))
    }

    private static func international(_ number: some StringProtocol) -> String? {
        guard digits.contains(number.utf8.count), number.utf8.allSatisfy(isDigit), !number.hasPrefix("0") else {
            return nil
        }
        return "+\(number)"
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
