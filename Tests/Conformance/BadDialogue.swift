/// A dialogue that cannot be played.
struct BadDialogue: Error, CustomStringConvertible {
    let line: Int
    let reason: String

    init(line: Int, _ reason: String) {
        self.line = line
        self.reason = reason
    }

    var description: String { "line \(line): \(reason)" }
}
