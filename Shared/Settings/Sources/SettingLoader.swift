/// Goes through the sources one by one and keeps the values and the faults.
struct SettingLoader {
    let catalogue: SettingCatalogue
    let reader: SettingFileReader
    private(set) var entries: [SettingKey: Configuration.Entry] = [:]
    private(set) var faults: [ConfigurationFault] = []

    init(catalogue: SettingCatalogue, reader: SettingFileReader) {
        self.catalogue = catalogue
        self.reader = reader
    }

    /// Keeps a value, or a fault if it is none; a source that is read later overrides.
    mutating func accept(
        _ input: SettingInput, for declaration: any SettingDeclaration, from origin: SettingOrigin, at place: String
    ) {
        if let understood = declaration.understand(input) {
            entries[declaration.key] = Configuration.Entry(
                value: understood.value, text: understood.text, origin: origin)
        } else {
            let said = declaration.isSecret ? "this" : input.quoted
            report("\(said) is not \(declaration.expectation)", at: place)
        }
    }

    /// Keeps the secret that stands in a file of its own, without the line break at its end.
    mutating func acceptContents(
        of path: String, for declaration: any SettingDeclaration, from origin: SettingOrigin, at place: String
    ) {
        do {
            var bytes = try reader.read(path)
            while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { bytes.removeLast() }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                return report("the file \(path) is not UTF-8 text", at: place)
            }
            accept(.word(text), for: declaration, from: origin, at: place)
        } catch {
            report("cannot read the secret from \(path): \(error.reason)", at: place)
        }
    }

    mutating func report(_ problem: String, at place: String) {
        faults.append(ConfigurationFault(place: place, problem: problem))
    }

    /// Reports a name that no setting has, with the nearest one that exists.
    mutating func reportUnknown(_ name: String, among known: [String], at place: String, prefix: String = "") {
        if let near = Suggestion.nearest(to: name, among: known) {
            report("there is no such setting; did you mean \(prefix)\(near)?", at: place)
        } else {
            report("there is no such setting", at: place)
        }
    }
}

extension SettingInput {
    fileprivate var quoted: String {
        switch self {
        case .word(let text): "\"\(text)\""
        case .list(let words): "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
        }
    }
}
