extension SettingLoader {
    /// What is added to the key of a secret to name a file that holds it: `auth.tokenKeyFile`.
    private static let secretFileSuffix = "File"

    /// Reads the settings file: JSON with comments, sections as objects.
    mutating func readFile(_ path: String) {
        let items: [SettingFile.Item]
        do {
            items = try SettingFile.items(in: reader.read(path))
        } catch let error as SettingFile.SyntaxError {
            return report(error.problem, at: "\(path):\(error.line):\(error.column)")
        } catch let error as SettingFileReader.Failure {
            return report(error.reason, at: path)
        } catch {
            return report("the file cannot be read", at: path)
        }
        var seen: [String: Int] = [:]
        for item in items {
            let place = "\(path):\(item.line): \(item.key)"
            if let line = seen.updateValue(item.line, forKey: item.key) {
                report("it is there a second time, first on line \(line)", at: place)
            } else {
                take(item, of: path, at: place)
            }
        }
    }

    private mutating func take(_ item: SettingFile.Item, of path: String, at place: String) {
        let origin = SettingOrigin.file(path: path, line: item.line)
        if let declaration = catalogue.declaration(key: item.key) {
            accept(item.input, for: declaration, from: origin, at: place)
        } else if let declaration = secretInFile(item.key), let secretPath = item.input.word {
            acceptContents(of: secretPath, for: declaration, from: origin, at: place)
        } else if !catalogue.isForeign(key: item.key) {
            let known = catalogue.declarations.map(\.key) + catalogue.foreign.map(\.key)
            reportUnknown(item.key, among: known.map(\.name), at: place)
        }
    }

    private func secretInFile(_ key: String) -> (any SettingDeclaration)? {
        guard key.hasSuffix(Self.secretFileSuffix) else { return nil }
        let declaration = catalogue.declaration(key: String(key.dropLast(Self.secretFileSuffix.count)))
        return declaration?.isSecret == true ? declaration : nil
    }
}
