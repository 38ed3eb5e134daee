/// One search tag, normalised: lower case, no space at the ends, at most 96 characters.
///
/// `namespace:value` or a plain word.
package struct Tag: Hashable, Sendable, Comparable {
    package let text: String

    /// Returns nil when the text cannot be a tag.
    ///
    /// That is: too short, too long, beginning with neither a letter nor a digit, with white space, comma or quotes
    /// inside, with a namespace and nothing behind it; an alias with anything but ASCII letters, digits, `_`, `-` and `.`,
    /// for two that look the same must be the same.
    package init?(_ text: String) {
        let normal = text.lowercased().trimmingSpaces
        guard Limits.tagLength.contains(normal.count), let first = normal.first, first.isLetter || first.isNumber,
            !normal.contains(where: { $0.isWhitespace || $0 == "," || $0 == "\"" })
        else { return nil }
        self.text = normal
        guard let namespace else { return }
        let value = normal.dropFirst(namespace.count + 1)
        guard !value.isEmpty, namespace != Tag.aliasNamespace || value.utf8.allSatisfy(Tag.isAliasByte) else {
            return nil
        }
    }

    private static func isAliasByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
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

    /// Whether a normalised tag is an alias.
    package static func isAlias(_ text: String) -> Bool {
        text.hasPrefix(aliasNamespace + ":")
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
