extension String {
    /// The text on one line, without anything that a terminal would obey.
    ///
    /// What others write must not move the cursor, change colours, set the title or turn the reading direction round.
    var printable: String {
        printableLines.joined(separator: " ")
    }

    /// The text line by line, without anything that a terminal would obey.
    var printableLines: [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in unicodeScalars {
            switch scalar {
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{0B}", "\u{0C}":
                if scalar != "\n" || !isAfterReturn {
                    lines.append(String(line))
                    line = String.UnicodeScalarView()
                }
            case "\t": line.append(contentsOf: "  ".unicodeScalars)
            default: line.append(scalar.isObeyed ? "\u{FFFD}" : scalar)
            }
            isAfterReturn = scalar == "\r"
        }
        lines.append(String(line))
        return lines
    }
}

extension Unicode.Scalar {
    /// Whether terminals take it for an instruction, or readers cannot see what it does.
    fileprivate var isObeyed: Bool {
        switch value {
        case 0x200D: false  // joins emoji
        case 0xE0000...0xE007F: true
        default:
            switch properties.generalCategory {
            case .control, .surrogate: true
            case .format: properties.isBidiControl || value == 0xFEFF
            default: false
            }
        }
    }
}

extension Character {
    /// How many columns of a terminal it takes.
    var columns: Int {
        guard let first = unicodeScalars.first else { return 0 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        if first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}") { return 2 }
        switch first.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
