extension Optional: SettingValue where Wrapped: SettingValue {
    package static var expectation: String { Wrapped.expectation }

    package static var isSecret: Bool { Wrapped.isSecret }

    package init?(setting input: SettingInput) {
        guard let value = Wrapped(setting: input) else { return nil }
        self = .some(value)
    }

    package var settingText: String { self?.settingText ?? "" }
}

extension Array: SettingValue where Element: SettingValue {
    package static var expectation: String { "a list, each \(Element.expectation)" }

    package static var isSecret: Bool { Element.isSecret }

    /// Understands an array of the file, and words separated by commas elsewhere.
    package init?(setting input: SettingInput) {
        self = []
        for word in input.words {
            guard let element = Element(setting: .word(word)) else { return nil }
            append(element)
        }
    }

    package var settingText: String { map(\.settingText).joined(separator: ",") }
}
