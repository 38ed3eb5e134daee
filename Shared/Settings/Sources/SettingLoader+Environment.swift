extension SettingLoader {
    /// What is added to the variable of a secret to name a file that holds it: `PARLEY_AUTH_TOKEN_KEY_FILE`.
    private static let secretFileSuffix = "_FILE"

    /// Variables with our prefix that are no settings: the file's own name, the build's strict mode, and the password
    /// of the chat for terminals.
    private static let reserved: Set<String> = [SettingSources.fileVariable, "PARLEY_STRICT", "PARLEY_PASSWORD"]

    /// Reads every variable that begins with `PARLEY_`; an empty one counts as absent.
    mutating func readEnvironment(_ environment: [String: String]) {
        for (name, text) in environment.sorted(by: { $0.key < $1.key }) {
            guard name.hasPrefix(SettingKey.environmentPrefix), !text.isEmpty, !Self.reserved.contains(name) else {
                continue
            }
            take(name, text, in: environment)
        }
    }

    private mutating func take(_ name: String, _ text: String, in environment: [String: String]) {
        if let declaration = catalogue.declaration(environmentName: name) {
            accept(.word(text), for: declaration, from: .environment(name), at: name)
        } else if let declaration = secretInFile(name) {
            guard environment[declaration.key.environmentName, default: ""].isEmpty else {
                return report("\(declaration.key.environmentName) is set too; use one of them", at: name)
            }
            acceptContents(of: text, for: declaration, from: .environment(name), at: name)
        } else if !catalogue.isForeign(environmentName: name), !KubernetesServiceLink.matches(name, text) {
            let known = catalogue.declarations.map(\.key) + catalogue.foreign.map(\.key)
            reportUnknown(name, among: known.map(\.environmentName), at: name)
        }
    }

    private func secretInFile(_ name: String) -> (any SettingDeclaration)? {
        guard name.hasSuffix(Self.secretFileSuffix) else { return nil }
        let declaration = catalogue.declaration(
            environmentName: String(name.dropLast(Self.secretFileSuffix.count)))
        return declaration?.isSecret == true ? declaration : nil
    }
}
