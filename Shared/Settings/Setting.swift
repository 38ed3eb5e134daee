/// One setting, declared once: its name, type, default and meaning.
///
/// ```swift
/// static let listen = Setting("gateway.listen", default: HostPort("0.0.0.0", 6060), flag: "listen",
///     "Where clients connect over HTTP and WebSocket.")
/// ```
package struct Setting<Value: Sendable>: SettingDeclaration {
    package let key: SettingKey
    package let flag: String?
    package let isSecret: Bool
    package let summary: String
    package let expectation: String

    /// The value when no source gives one.
    package let defaultValue: Value

    private let parse: @Sendable (SettingInput) -> Value?
    private let format: @Sendable (Value) -> String

    /// Declares a setting of a type that says itself what it accepts.
    ///
    /// - Parameters:
    ///   - key: The name in files, from which the name in the environment follows.
    ///   - defaultValue: The value when no source gives one.
    ///   - flag: The command-line option without its dashes, if there is one; ignored for secrets.
    ///   - summary: What it is for, in one sentence with the unit.
    package init(
        _ key: SettingKey, default defaultValue: Value, flag: String? = nil, _ summary: String
    ) where Value: SettingValue {
        self.key = key
        self.flag = Value.isSecret ? nil : flag
        self.isSecret = Value.isSecret
        self.summary = summary
        self.expectation = Value.expectation
        self.defaultValue = defaultValue
        self.parse = { Value(setting: $0) }
        self.format = { $0.settingText }
    }

    /// Declares a setting with a smallest and a largest value.
    ///
    /// - Parameters:
    ///   - key: The name in files, from which the name in the environment follows.
    ///   - defaultValue: The value when no source gives one.
    ///   - range: The values that are allowed.
    ///   - flag: The command-line option without its dashes, if there is one.
    ///   - summary: What it is for, in one sentence with the unit.
    package init(
        _ key: SettingKey, default defaultValue: Value, in range: ClosedRange<Value>, flag: String? = nil,
        _ summary: String
    ) where Value: SettingValue & Comparable {
        self.key = key
        self.flag = flag
        self.isSecret = Value.isSecret
        self.summary = summary
        self.expectation =
            "\(Value.expectation), from \(range.lowerBound.settingText) to \(range.upperBound.settingText)"
        self.defaultValue = defaultValue
        self.parse = { input in Value(setting: input).flatMap { range.contains($0) ? $0 : nil } }
        self.format = { $0.settingText }
    }

    /// Declares a setting with one of a few named values.
    ///
    /// - Parameters:
    ///   - key: The name in files, from which the name in the environment follows.
    ///   - defaultValue: The value when no source gives one.
    ///   - flag: The command-line option without its dashes, if there is one.
    ///   - summary: What it is for, in one sentence.
    package init(
        choice key: SettingKey, default defaultValue: Value, flag: String? = nil, _ summary: String
    ) where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
        self.key = key
        self.flag = flag
        self.isSecret = false
        self.summary = summary
        self.expectation = "one of " + Value.allCases.map(\.rawValue).joined(separator: ", ")
        self.defaultValue = defaultValue
        self.parse = { $0.word.flatMap(Value.init(rawValue:)) }
        self.format = { $0.rawValue }
    }
}

extension Setting {
    package var defaultText: String { format(defaultValue) }

    package func understand(_ input: SettingInput) -> UnderstoodSetting? {
        parse(input).map { UnderstoodSetting(value: $0, text: isSecret ? "<secret>" : format($0)) }
    }
}
