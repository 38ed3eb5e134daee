/// A setting whatever its type, as the catalogue keeps it.
package protocol SettingDeclaration: Sendable {
    /// The name in files, from which the name in the environment follows.
    var key: SettingKey { get }

    /// The command-line option without its dashes.
    var flag: String? { get }

    /// Whether the value must stay out of flags, logs and error texts.
    var isSecret: Bool { get }

    /// What it is for, in one sentence with the unit.
    var summary: String { get }

    /// What a good value looks like, to end the sentence "this is not …".
    var expectation: String { get }

    /// The default as one would write it.
    var defaultText: String { get }

    /// Understands what a source says; nil when it is no good value.
    func understand(_ input: SettingInput) -> UnderstoodSetting?
}

/// A value that a source gave, and how to print it.
package struct UnderstoodSetting: Sendable {
    let value: any Sendable
    let text: String
}
