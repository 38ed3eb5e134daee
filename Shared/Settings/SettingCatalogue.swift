/// All the settings that a process knows.
package struct SettingCatalogue: Sendable {
    /// The settings, in the order of their declaration.
    package let declarations: [any SettingDeclaration]

    /// Sections that belong to other processes, so that one file or environment can serve them all.
    package let foreignSections: Set<String>

    /// Settings of other processes, which may stand in the same file or environment; passed over without a look.
    package let foreign: [ForeignSetting]

    private let byKey: [String: any SettingDeclaration]
    private let byEnvironmentName: [String: any SettingDeclaration]
    private let byFlag: [String: any SettingDeclaration]

    /// Collects settings.
    ///
    /// - Parameters:
    ///   - declarations: The settings. Two of one name are a programming error, found when the process starts.
    ///   - foreign: Settings of other processes.
    ///   - foreignSections: Sections whose keys and variables are passed over without a look.
    package init(
        _ declarations: [any SettingDeclaration], foreign: [ForeignSetting] = [], foreignSections: Set<String> = []
    ) {
        func once(_ left: any SettingDeclaration, _ right: any SettingDeclaration) -> any SettingDeclaration {
            preconditionFailure("two settings share a name: \(left.key) and \(right.key)")
        }
        self.declarations = declarations
        self.foreign = foreign
        self.foreignSections = foreignSections
        byKey = Dictionary(declarations.map { ($0.key.name, $0) }, uniquingKeysWith: once)
        byEnvironmentName = Dictionary(declarations.map { ($0.key.environmentName, $0) }, uniquingKeysWith: once)
        byFlag = Dictionary(
            declarations.compactMap { declaration in declaration.flag.map { ($0, declaration) } },
            uniquingKeysWith: once)
    }

    func declaration(key: String) -> (any SettingDeclaration)? { byKey[key] }

    func declaration(environmentName: String) -> (any SettingDeclaration)? { byEnvironmentName[environmentName] }

    func declaration(flag: String) -> (any SettingDeclaration)? { byFlag[flag] }

    func isForeign(key: String) -> Bool {
        foreign.contains { $0.names.contains(key) }
            || SettingKey(key).section.map(foreignSections.contains) ?? false
    }

    func isForeign(environmentName: String) -> Bool {
        foreign.contains { $0.environmentNames.contains(environmentName) }
            || foreignSections.contains { environmentName.hasPrefix(SettingKey($0).environmentName + "_") }
    }
}

extension SettingCatalogue {
    /// Every setting with its names, default and meaning, for `--help` and for the handbook; one a paragraph.
    package var reference: String {
        declarations.map { declaration in
            var names = [declaration.key.name, declaration.key.environmentName]
            if let flag = declaration.flag { names.append("--\(flag)") }
            let fallback = declaration.isSecret ? "none" : declaration.defaultText
            return """
                \(names.joined(separator: "  "))
                    \(declaration.summary)
                    \(declaration.expectation); default: \(fallback.isEmpty ? "none" : fallback)
                """
        }
        .joined(separator: "\n\n")
    }
}
