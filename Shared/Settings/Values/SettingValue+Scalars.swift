extension String: SettingValue {
    package static var expectation: String { "text" }

    package init?(setting input: SettingInput) {
        guard let word = input.word else { return nil }
        self = word
    }

    package var settingText: String { self }
}

extension Bool: SettingValue {
    package static var expectation: String { "true or false" }

    /// Understands `true`, `yes`, `on`, `1` and their opposites, in any case.
    package init?(setting input: SettingInput) {
        switch input.word?.lowercased() {
        case "true", "yes", "on", "1": self = true
        case "false", "no", "off", "0": self = false
        default: return nil
        }
    }

    package var settingText: String { description }
}

extension Int: SettingValue {
    package static var expectation: String { "a whole number" }

    package init?(setting input: SettingInput) {
        guard let word = input.word, let value = Int(word) else { return nil }
        self = value
    }

    package var settingText: String { description }
}

extension Double: SettingValue {
    package static var expectation: String { "a number" }

    package init?(setting input: SettingInput) {
        guard let word = input.word, let value = Double(word), value.isFinite else { return nil }
        self = value
    }

    package var settingText: String { description }
}
