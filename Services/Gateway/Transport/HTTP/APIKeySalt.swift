package import Settings

/// The secret that API keys are signed with.
package struct APIKeySalt: Sendable, Hashable, SettingValue {
    /// The salt that the key built into stock clients verifies with.
    ///
    /// Anybody knows it: for development only.
    package static let development = APIKeySalt(
        Base64.decode("T713/rYYgW7g4m3vG6zGRh7+FM1t0T8j13koXScOAj4=".utf8) ?? [])

    private static let smallest = 16

    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A key signed with the salt, for a program like the stock clients.
    package var clientKey: String {
        APIKeyRing(salt: self).issue(APIKey())
    }

    package static var expectation: String { "base64 of at least \(smallest) bytes" }

    package static var isSecret: Bool { true }

    package init?(setting input: SettingInput) {
        guard case .word(let text) = input, let bytes = Base64.decode(text.utf8), bytes.count >= Self.smallest else {
            return nil
        }
        self.init(bytes)
    }

    package var settingText: String { "<secret>" }
}
