/// One search tag, normalised: lower case, no space at the ends, at most 96 characters. `namespace:value` or a plain word.
package struct Tag: Hashable, Sendable, Comparable {
    package let text: String

    /// Returns nil when the text cannot be a tag: too short, too long, or with white space, comma or quotes inside.
    package init?(_ text: String) {
        let normal = text.lowercased().trimmingSpaces
        guard Limits.tagLength.contains(normal.count), let first = normal.first, first.isLetter || first.isNumber,
            !normal.contains(where: { $0.isWhitespace || $0 == "," || $0 == "\"" })
        else { return nil }
        self.text = normal
    }

    /// What stands before the first colon, if anything.
    package var namespace: String? {
        text.firstIndex(of: ":").map { String(text[..<$0]) }
    }

    /// Namespaces that only the suite itself may grant: they prove something about an account.
    package static let restrictedNamespaces: Set<String> = ["basic", "email", "tel"]
    /// The namespace whose tags are unique over all users and topics.
    package static let aliasNamespace = "alias"

    /// Whether only the suite may grant this tag.
    package var isRestricted: Bool {
        namespace.map(Tag.restrictedNamespaces.contains) ?? false
    }

    package static func < (left: Tag, right: Tag) -> Bool {
        left.text < right.text
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? endIndex
        return start < end ? String(self[start..<end]) : ""
    }
}
