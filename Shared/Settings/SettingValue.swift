/// A type that a setting can have.
package protocol SettingValue: Sendable {
    /// What a good value looks like, to end the sentence "this is not …".
    static var expectation: String { get }

    /// Whether values must stay out of flags, logs and error texts.
    static var isSecret: Bool { get }

    /// Understands what a source says; nil when it is no such value.
    init?(setting input: SettingInput)

    /// The value as one would write it in a settings file.
    var settingText: String { get }
}

extension SettingValue {
    package static var isSecret: Bool { false }
}
