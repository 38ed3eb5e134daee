/// The name of a setting: words in lower camel case, joined by dots (`gateway.maxFrameSize`).
///
/// The same name in the environment is `PARLEY_GATEWAY_MAX_FRAME_SIZE`.
package struct SettingKey: Sendable, Hashable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// What every variable of ours begins with.
    package static let environmentPrefix = "PARLEY_"

    /// The name as it stands in a settings file.
    package let name: String

    /// Takes a name as it stands in a settings file.
    package init(_ name: String) {
        self.name = name
    }

    /// Takes a name as it stands in a settings file.
    package init(stringLiteral name: String) {
        self.init(name)
    }

    /// The name of the environment variable, `PARLEY_` included.
    package var environmentName: String {
        var result = Self.environmentPrefix
        var previous: Character = "."
        for character in name {
            if character == "." {
                result.append("_")
            } else if character.isUppercase {
                if previous.isLowercase || previous.isNumber { result.append("_") }
                result.append(character)
            } else {
                result.append(contentsOf: character.uppercased())
            }
            previous = character
        }
        return result
    }

    /// The part before the first dot, which names the owner; nil for a setting of the whole process.
    package var section: String? {
        guard let dot = name.firstIndex(of: ".") else { return nil }
        return String(name[..<dot])
    }

    package var description: String { name }

    package static func < (left: SettingKey, right: SettingKey) -> Bool { left.name < right.name }
}
