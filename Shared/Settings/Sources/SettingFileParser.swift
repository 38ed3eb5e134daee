/// Reads the structure of a settings file: objects become dotted keys, everything else a word or a list.
struct SettingFileParser {
    /// How deep sections may stand in each other.
    private static let depthLimit = 8

    var scanner: SettingFileScanner
    private var items: [SettingFile.Item] = []

    init(_ bytes: [UInt8]) {
        scanner = SettingFileScanner(bytes)
    }

    mutating func parse() throws(SettingFile.SyntaxError) -> [SettingFile.Item] {
        try scanner.expect("{", "a settings file is one JSON object, which begins with {")
        try object(prefix: "", depth: 1)
        guard scanner.isAtEnd else { throw scanner.error("there is something after the last }") }
        return items
    }

    /// Reads the rest of an object whose brace is behind us.
    private mutating func object(prefix: String, depth: Int) throws(SettingFile.SyntaxError) {
        guard depth <= Self.depthLimit else { throw scanner.error("sections are nested too deep") }
        while !scanner.take("}") {
            let line = scanner.line
            let key = prefix + (try scanner.string(or: "a key in double quotes, or }"))
            try scanner.expect(":", "a colon is missing after the key")
            try value(of: key, line: line, depth: depth)
            guard scanner.take(",") || scanner.isNext("}") else { throw scanner.error("a comma or } is missing") }
        }
    }

    private mutating func value(of key: String, line: Int, depth: Int) throws(SettingFile.SyntaxError) {
        if scanner.take("{") {
            try object(prefix: key + ".", depth: depth + 1)
        } else if scanner.take("[") {
            items.append(SettingFile.Item(key: key, line: line, input: .list(try list())))
        } else if let word = try scanner.scalar() {
            items.append(SettingFile.Item(key: key, line: line, input: .word(word)))
        }
    }

    /// Reads the rest of an array whose bracket is behind us.
    private mutating func list() throws(SettingFile.SyntaxError) -> [String] {
        var words: [String] = []
        while !scanner.take("]") {
            guard let word = try scanner.scalar() else { throw scanner.error("null has no place in a list") }
            words.append(word)
            guard scanner.take(",") || scanner.isNext("]") else { throw scanner.error("a comma or ] is missing") }
        }
        return words
    }
}
