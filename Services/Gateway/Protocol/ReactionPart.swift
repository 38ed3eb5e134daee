import JSON

/// The `react` of `set`: a reaction to one message.
struct ReactionPart: Sendable {
    /// The message.
    var sequence: Int64 = 0
    /// What the user answers with; empty withdraws, and so does the sign that deletes values.
    var value = ""

    static func read(_ scanner: inout JSONScanner) throws(JSONError) -> ReactionPart? {
        if try scanner.null() { return nil }
        var part = ReactionPart()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "seq": part.sequence = try scanner.intOrNull() ?? 0
            case "val": part.value = try scanner.stringOrNull() ?? ""
            default: break
            }
        }
        if part.value == JSONMerge.deletion { part.value = "" }
        return part
    }
}
