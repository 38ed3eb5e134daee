import JSON
import Logging

extension LogLine {
    /// A line for people: `2026-11-20T23:16:50.377Z info    gateway: session opened user=usr…`.
    var text: [UInt8] {
        var line = Timestamp.text(time)
        line = line.padding(to: 24) + " " + level.rawValue.padding(to: 8) + " "
        line += "\(label): \(Self.oneLine(Self.clipped(message)))"
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            line += " \(key)=\(Self.quoted(Self.oneLine(Self.clipped(value.description))))"
        }
        return Array(line.utf8) + [UInt8(ascii: "\n")]
    }

    /// Replaces control characters, so that nobody can forge a second line.
    private static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isControl(scalar) {
                result += scalar.escaped(asASCII: true)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// Puts a value in quotes where it could be taken for two.
    private static func quoted(_ value: String) -> String {
        guard value.isEmpty || value.contains(where: { " \"=".contains($0) }) else { return value }
        return "\"" + value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
