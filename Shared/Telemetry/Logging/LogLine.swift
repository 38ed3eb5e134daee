import JSON
import Logging

/// One line of the log, before it is written.
struct LogLine {
    /// Milliseconds since 1970, UTC.
    let time: Int64
    let level: Logger.Level
    let label: String
    let message: String
    let metadata: Logger.Metadata

    /// The longest message or value; the rest is cut.
    ///
    /// Lines are for identifiers, and a long text is a mistake.
    static let textLimit = 512

    func encoded(as format: LogFormat) -> [UInt8] {
        switch format {
        case .json: json
        case .text: text
        }
    }

    /// Cuts what is too long.
    static func clipped(_ text: String) -> String {
        guard text.utf8.count > textLimit else { return text }
        var head = String.UnicodeScalarView()
        var size = 0
        for scalar in text.unicodeScalars {
            size += UTF8.width(scalar)
            guard size <= textLimit else { break }
            head.append(scalar)
        }
        return String(head) + "…"
    }
}
