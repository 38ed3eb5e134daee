/// Comparing values by what they mean.
extension RawJSON {
    /// Whether two values mean the same.
    ///
    /// Whitespace, the order of an object's members and the spelling of strings and numbers (`"\u0041"` and `"A"`,
    /// `1.0` and `1`) do not count. Numbers are compared exactly, strings by code points. Of a key that occurs twice
    /// the last value counts. Cost: both values are read once per level of nesting.
    package func isSame(as other: RawJSON) -> Bool {
        if bytes == other.bytes { return true }
        guard kind == other.kind else { return false }
        switch kind {
        case .object:
            guard let mine = object, let theirs = other.object, mine.count == theirs.count else { return false }
            return mine.allSatisfy { member in theirs[member.key].map(member.value.isSame(as:)) ?? false }
        case .array:
            guard let mine = array, let theirs = other.array, mine.count == theirs.count else { return false }
            return zip(mine, theirs).allSatisfy { $0.isSame(as: $1) }
        case .string:
            // Not `==` of strings, which takes different code points for one another where they look the same.
            guard let mine = string, let theirs = other.string else { return false }
            return mine.utf8.elementsEqual(theirs.utf8)
        case .number:
            return number == other.number
        case .bool, .null:
            return false
        }
    }

    private var number: JSONNumber {
        bytes.withUnsafeBytes { JSONNumber($0) }
    }
}
