/// A password or key: comes from the environment or a file, never from a flag, and prints as `<secret>`.
package struct Secret: Sendable, Hashable, SettingValue, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let text: String

    /// Wraps a secret.
    package init(_ text: String) {
        self.text = text
    }

    package static var expectation: String { "a secret of at least one character" }

    package static var isSecret: Bool { true }

    package init?(setting input: SettingInput) {
        guard let word = input.word, !word.isEmpty else { return nil }
        self.init(word)
    }

    /// The secret itself, for the one place that needs it.
    package func reveal() -> String { text }

    package var settingText: String { description }

    package var description: String { "<secret>" }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
