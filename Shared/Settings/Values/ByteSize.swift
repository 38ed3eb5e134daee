/// A number of bytes: `131072`, `128KiB`, `10MB`.
package struct ByteSize: Sendable, Hashable, Comparable, SettingValue, CustomStringConvertible {
    /// The number of bytes, never negative.
    package let bytes: Int

    /// A number of bytes; a negative one counts as 0.
    package init(bytes: Int) {
        self.bytes = max(0, bytes)
    }

    /// Multiples of 1024 bytes.
    package static func kibibytes(_ count: Int) -> ByteSize { ByteSize(bytes: count << 10) }

    /// Multiples of 1024 × 1024 bytes.
    package static func mebibytes(_ count: Int) -> ByteSize { ByteSize(bytes: count << 20) }

    package static var expectation: String { "a size such as 4096, 128KiB or 10MB" }

    private static let units: [(name: String, bytes: Int)] = [
        ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
        ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000), ("B", 1),
    ]

    package init?(setting input: SettingInput) {
        guard let word = input.word else { return nil }
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        let letters = word.dropFirst(digits.count).lowercased()
        guard let count = Int(digits),
            let unit = letters.isEmpty ? 1 : Self.units.first(where: { $0.name.lowercased() == letters })?.bytes
        else { return nil }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: unit)
        guard !overflow else { return nil }
        self.init(bytes: bytes)
    }

    package var settingText: String {
        let unit = Self.units.first {
            bytes >= $0.bytes && bytes % $0.bytes == 0 && ($0.name.count == 3 || $0.bytes == 1)
        }
        guard let unit, unit.bytes > 1 else { return "\(bytes)" }
        return "\(bytes / unit.bytes)\(unit.name)"
    }

    package var description: String { settingText }

    package static func < (left: ByteSize, right: ByteSize) -> Bool { left.bytes < right.bytes }
}
