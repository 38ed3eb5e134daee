import JSON

/// An expected frame, where names stand for values.
///
/// Lists are in order, but for subscriptions: the protocol says nothing of theirs.
struct FramePattern {
    private let frame: RawJSON

    init(_ text: String) throws(JSONError) {
        frame = try RawJSON(validating: Array(text.utf8))
    }

    /// Whether the frame is one: then names that had no value have one.
    func matches(_ actual: RawJSON, _ names: inout [String: String]) -> Bool {
        var known = names
        guard Self.matches(frame, actual, &known) else { return false }
        names = known
        return true
    }

    private static func matches(_ expected: RawJSON, _ actual: RawJSON, _ names: inout [String: String]) -> Bool {
        if let text = expected.string, text.hasPrefix("$") {
            return matches(name: String(text.dropFirst()), actual, &names)
        }
        if let expected = expected.object {
            guard let actual = actual.object else { return false }
            let wanted = expected.map(\.key)
            guard actual.allSatisfy({ wanted.contains($0.key) || ($0.key == "ts" && isTime($0.value)) }) else {
                return false
            }
            for (key, value) in expected {
                guard let found = actual[key], matches(value, found, inAnyOrder: key == "sub", &names) else {
                    return false
                }
            }
            return true
        }
        if expected.array != nil { return matches(expected, actual, inAnyOrder: false, &names) }
        return expected.isSame(as: actual)
    }

    private static func matches(
        _ expected: RawJSON, _ actual: RawJSON, inAnyOrder: Bool, _ names: inout [String: String]
    ) -> Bool {
        guard let elements = expected.array else { return matches(expected, actual, &names) }
        guard var rest = actual.array, rest.count == elements.count else { return false }
        for element in elements {
            let candidates = inAnyOrder ? rest.indices : rest.startIndex..<min(1, rest.count)
            guard let place = candidates.first(where: { matches(element, rest[$0], &names) }) else { return false }
            rest.remove(at: place)
        }
        return true
    }

    private static func matches(name: String, _ actual: RawJSON, _ names: inout [String: String]) -> Bool {
        switch name {
        case "any": return true
        case "time": return isTime(actual)
        default:
            guard let text = actual.string else { return false }
            if let known = names[name] { return known == text }
            names[name] = text
            return true
        }
    }

    private static func isTime(_ value: RawJSON) -> Bool {
        value.string.flatMap(Timestamp.parse) != nil
    }
}
