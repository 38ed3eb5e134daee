/// A search for users and topics, as people write it: a space is AND, a comma OR, and quotes hold words together.
///
/// The comma binds closer: `a b, c` is `a AND (b OR c)`; all words with a comma on either side are one group. Words are
/// rewritten to the tags that they may stand for: an e-mail address to `email:…`, a telephone number to `tel:…`.
package struct SearchQuery: Hashable, Sendable {
    /// Where the words come from, and so what they may stand for.
    package enum Source: Sendable {
        /// Somebody has just written them: they may also be logins or aliases, or stand for themselves.
        case session
        /// They were stored by a program, which knows what it is looking for.
        case stored
    }

    /// Groups of tags: of each one has to be there.
    package private(set) var required: [[String]] = []
    /// Tags of which one has to be there, unless there are none.
    package private(set) var optional: [String] = []

    /// Words joined by AND at most.
    package static let requiredLimit = 32
    /// Words joined by OR at most: a telephone's whole address book.
    package static let optionalLimit = 2048

    /// Reads a query.
    ///
    /// Returns nil when it breaks the rules, or asks for nothing.
    ///
    /// - Parameters:
    ///   - text: As written.
    ///   - source: Where it comes from.
    ///   - country: Two letters (ISO 3166-1), for telephone numbers written as at home.
    package init?(_ text: String, from source: Source, country: String = "US") {
        guard let words = Self.words(of: text) else { return nil }
        for word in words {
            let tags = Self.tags(for: word.text, source, country)
            if word.isOptional {
                optional += tags.filter { !optional.contains($0) }
            } else {
                required.append(tags)
            }
        }
        guard required.count <= Self.requiredLimit, optional.count <= Self.optionalLimit,
            !required.isEmpty || !optional.isEmpty
        else { return nil }
    }

    // MARK: Words

    private struct Word {
        let text: String
        var isOptional = false
    }

    /// The words of a query; nil when it breaks the rules.
    private static func words(of text: String) -> [Word]? {
        var rest = text[...]
        var words: [Word] = []
        /// Whether a comma stands between the last word and what comes.
        var isJoined = false
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if first == "," {
                guard !words.isEmpty, !isJoined else { return nil }
                words[words.count - 1].isOptional = true
                isJoined = true
                rest.removeFirst()
            } else {
                guard let word = first == "\"" ? quoted(&rest) : plain(&rest) else { return nil }
                words.append(Word(text: word, isOptional: isJoined))
                isJoined = false
            }
        }
        return isJoined ? nil : words
    }

    private static func quoted(_ rest: inout Substring) -> String? {
        rest.removeFirst()
        guard let end = rest.firstIndex(of: "\""), end > rest.startIndex else { return nil }
        let word = String(rest[..<end])
        rest = rest[rest.index(after: end)...]
        guard let next = rest.first else { return word }
        return next.isWhitespace || next == "," ? word : nil
    }

    private static func plain(_ rest: inout Substring) -> String? {
        let word = rest.prefix { !$0.isWhitespace && $0 != "," }
        rest = rest.dropFirst(word.count)
        return word.contains("\"") ? nil : String(word)
    }

    // MARK: Tags

    /// The tags that a word may stand for; none when it can stand for nothing.
    private static func tags(for word: String, _ source: Source, _ country: String) -> [String] {
        if let tag = Tag(word), let namespace = tag.namespace {
            let value = String(tag.text.dropFirst(namespace.count + 1))
            guard namespace == "tel", let number = ContactAddress.telephone(value, country: country) else {
                return [tag.text]
            }
            return ["tel:\(number)"]
        }
        let itself = source == .session ? [Tag(word)?.text].compactMap(\.self) : []
        if let address = ContactAddress.email(word) { return ["email:\(address)"] + itself }
        if let number = ContactAddress.telephone(word, country: country) { return ["tel:\(number)"] + itself }
        guard let tag = Tag(word) else { return [] }
        guard source == .session else { return [tag.text] }
        return ["basic", Tag.aliasNamespace].reduce(into: [tag.text]) { tags, namespace in
            if let other = Tag("\(namespace):\(tag.text)") { tags.append(other.text) }
        }
    }
}
