extension SettingLoader {
    /// Takes the command-line options that were given.
    mutating func readFlags(_ flags: [String: String]) {
        for (name, text) in flags.sorted(by: { $0.key < $1.key }) {
            if let declaration = catalogue.declaration(flag: name) {
                accept(.word(text), for: declaration, from: .flag(name), at: "--\(name)")
            } else {
                reportUnknown(name, among: catalogue.declarations.compactMap(\.flag), at: "--\(name)", prefix: "--")
            }
        }
    }
}
