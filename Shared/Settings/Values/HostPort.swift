/// Where to listen or to connect: `0.0.0.0:6060`, `[::1]:6060`, `gateway.example.com:443`.
package struct HostPort: Sendable, Hashable, SettingValue, CustomStringConvertible {
    /// A name or an address; an IPv6 address without its brackets.
    package let host: String

    /// From 0 to 65535, where 0 lets the system choose one to listen on.
    package let port: Int

    /// Names a place; a port out of range is taken modulo 65536.
    package init(_ host: String, _ port: Int) {
        self.host = host
        self.port = Int(UInt16(truncatingIfNeeded: port))
    }

    package static var expectation: String { "host:port, such as 0.0.0.0:6060 or [::1]:6060" }

    /// Understands `host:port`, IPv6 in brackets, and `:port` for every address of this machine.
    package init?(setting input: SettingInput) {
        guard let word = input.word, let colon = word.lastIndex(of: ":") else { return nil }
        let digits = word[word.index(after: colon)...]
        guard (1...5).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let port = UInt16(digits), let host = Self.host(word[..<colon])
        else { return nil }
        self.init(host, Int(port))
    }

    private static func host(_ text: Substring) -> String? {
        if text.isEmpty { return "0.0.0.0" }
        if text.hasPrefix("["), text.hasSuffix("]") {
            let address = text.dropFirst().dropLast()
            // What follows a percent sign names the network interface: fe80::1%eth0.
            let number = address.prefix { $0 != "%" }
            let zone = address.dropFirst(number.count)
            let isAddress =
                number.contains(":") && number.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
                && (zone.isEmpty || zone.count > 1 && zone.dropFirst().allSatisfy(isNameCharacter))
            return isAddress ? String(address) : nil
        }
        return text.allSatisfy(isNameCharacter) ? String(text) : nil
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || ".-_".contains(character))
    }

    package var settingText: String { description }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
