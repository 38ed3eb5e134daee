/// A user, for ever: 64 random bits, never zero and never reused.
///
/// The client protocol writes it as `usr` and eleven characters of URL-safe base64 of the little-endian bytes.
package struct UserID: Hashable, Sendable, Comparable {
    package let rawValue: UInt64

    /// Returns nil for zero, which stands for "nobody" on the wire.
    package init?(rawValue: UInt64) {
        guard rawValue != 0 else { return nil }
        self.rawValue = rawValue
    }

    /// Draws a new identifier; the store's primary key is what makes it unique.
    package static func random(using generator: inout some RandomNumberGenerator) -> UserID {
        UserID(unchecked: UInt64.random(in: 1...UInt64.max, using: &generator))
    }

    /// Draws a new identifier from the system's generator.
    package static func random() -> UserID {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// Reads `usr…`; nil when the text is not a user identifier or stands for nobody.
    package init?(_ text: String) {
        guard let number = NumberText.number(in: text, after: "usr") else { return nil }
        self.init(rawValue: number)
    }

    package static func < (left: UserID, right: UserID) -> Bool {
        left.rawValue < right.rawValue
    }

    private init(unchecked rawValue: UInt64) {
        self.rawValue = rawValue
    }
}

extension UserID: CustomStringConvertible {
    /// The wire text, `usr…`.
    package var description: String {
        NumberText.name("usr", rawValue)
    }
}
