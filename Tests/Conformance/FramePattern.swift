import JSON

/// An expected frame, where names stand for values.
///
/// Lists are in order, but for subscriptions: the protocol says nothing of theirs. The time that the server stamps on
/// messages, replies and answers must be there, written or not.
struct FramePattern {
    private let frame: RawJSON
    private let transport: StageTransport

    init(_ text: String, over transport: StageTransport = .webSocket) throws(JSONError) {
        self.transport = transport
        frame = transport.carried(try RawJSON(validating: Array(text.utf8)))
    }

    /// Whether the frame is one: then names that had no value have one; otherwise they are as before.
    func matches(_ actual: RawJSON, _ names: inout [String: String]) -> Bool {
        var known = names
        guard Self.isStamped(actual), Self.matches(frame, transport.carried(actual), &known) else { return false }
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
        guard let found = actual.array, found.count == elements.count else { return false }
        guard inAnyOrder else {
            return zip(elements, found).allSatisfy { matches($0, $1, &names) }
        }
        return matchesInAnyOrder(elements[...], found, &names)
    }

    /// Whether each element has a partner of its own; what the tried ones that were none bound is forgotten.
    private static func matchesInAnyOrder(
        _ elements: ArraySlice<RawJSON>, _ found: [RawJSON], _ names: inout [String: String]
    ) -> Bool {
        guard let element = elements.first else { return true }
        for place in found.indices {
            var known = names
            var rest = found
            guard matches(element, rest.remove(at: place), &known),
                matchesInAnyOrder(elements.dropFirst(), rest, &known)
            else { continue }
            names = known
            return true
        }
        return false
    }

    /// Whether a frame has the time that its kind always has.
    private static func isStamped(_ frame: RawJSON) -> Bool {
        guard let (kind, body) = frame.object?.first, ["ctrl", "data", "meta"].contains(kind) else { return true }
        return body.object?["ts"].map(isTime) == true
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
