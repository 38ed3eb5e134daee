/// Percent-encoding of addresses (RFC 3986, section 2.1).
enum PercentEncoding {
    /// Undoes it.
    ///
    /// - Parameters:
    ///   - text: What is encoded.
    ///   - isLenient: Whether a percent sign without two digits behind it stands for itself.
    /// - Returns: The bytes, of UTF-8 or not; nil if such a sign is there and may not be.
    static func decode(_ text: Substring.UTF8View, isLenient: Bool = false) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2).compactMap(value)
            if digits.count == 2 {
                bytes.append(digits[0] << 4 | digits[1])
                rest = rest.dropFirst(2)
            } else {
                guard isLenient else { return nil }
                bytes.append(byte)
            }
        }
        return bytes
    }

    /// What a hexadecimal digit stands for.
    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
