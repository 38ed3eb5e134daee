/// A part of a topic that `get` can ask for, in the order in which they are answered.
enum QueryWord: String, CaseIterable {
    case description = "desc"
    case subscriptions = "sub"
    case tags
    case credentials = "cred"
    case auxiliary = "aux"
    case data
    case reactions = "react"
    case deletions = "del"

    /// Reads the words of `what`.
    ///
    /// - Throws: 400 for an unknown word, and for none.
    static func read(_ words: [String]) throws(Refusal) -> Set<QueryWord> {
        var parts: Set<QueryWord> = []
        for word in words {
            guard let part = QueryWord(rawValue: word) else { throw Refusal(.malformed) }
            parts.insert(part)
        }
        guard !parts.isEmpty else { throw Refusal(.malformed) }
        return parts
    }
}
