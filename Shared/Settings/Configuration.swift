/// The settings of a process, all checked: what `Setting` declared and the sources gave.
///
/// A service takes what it needs into a struct of its own:
///
/// ```swift
/// let configuration = try Configuration(catalogue, sources: .process(flags: ["listen": listen]))
/// let address = configuration[GatewaySettings.listen]
/// ```
package struct Configuration: Sendable {
    struct Entry: Sendable {
        let value: any Sendable
        let text: String
        let origin: SettingOrigin
    }

    let entries: [SettingKey: Entry]
    let catalogue: SettingCatalogue

    /// The value of a setting: the default when no source gave one.
    package subscript<Value>(setting: Setting<Value>) -> Value {
        entries[setting.key]?.value as? Value ?? setting.defaultValue
    }

    /// Where the value of a setting came from.
    package func origin(of setting: Setting<some Sendable>) -> SettingOrigin {
        entries[setting.key]?.origin ?? .standard
    }

    /// What is not at its default, a line each, for the first lines of a log; secrets are masked.
    package var changes: [String] {
        catalogue.declarations.compactMap { declaration in
            entries[declaration.key].map { "\(declaration.key) = \($0.text) (\($0.origin))" }
        }
    }
}
