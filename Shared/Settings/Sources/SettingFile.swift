/// A settings file: JSON with `//` comments, where a comma may follow the last member.
enum SettingFile {
    /// One setting of the file, its sections joined to one key.
    struct Item: Equatable {
        let key: String
        let line: Int
        let input: SettingInput
    }

    /// Text that is no JSON.
    struct SyntaxError: Error, Equatable {
        /// From 1.
        let line: Int
        /// In bytes, from 1.
        let column: Int
        let problem: String
    }

    /// The settings in the order of the file; `null` is as good as absent.
    static func items(in bytes: [UInt8]) throws(SyntaxError) -> [Item] {
        var parser = SettingFileParser(bytes)
        return try parser.parse()
    }
}
