import Chat
import Contracts
import JSON

/// Which reactions a topic takes.
package struct ReactionRules: Sendable, Equatable {
    /// The only values there may be; empty for any.
    package var values: [String]
    /// The most different values to one message; 0 for no reactions.
    package var limit: Int

    /// The operator's rules, and within them those of the topic: `react` among its extras.
    ///
    /// A topic may name values (`vals`) and another limit (`max`), which is cut to what the protocol can bear. What is there
    /// and is something else counts as not said.
    ///
    /// - Parameters:
    ///   - settings: What the operator decided.
    ///   - auxiliary: The topic's extras: JSON, or empty.
    package init(_ settings: MessageSettings, auxiliary: [UInt8]) {
        values = settings.allowedReactions
        limit = settings.maxReactions
        guard let own = (try? RawJSON(validating: auxiliary))?.object?["react"]?.object else { return }
        if let names = own["vals"]?.array?.compactMap(\.string), !names.isEmpty {
            values = values.isEmpty ? names : names.filter { name in values.contains { $0.isSameText(as: name) } }
            // Nothing in common: nothing is allowed, and not everything.
            if values.isEmpty { limit = 0 }
        }
        if let most = own["max"]?.int {
            limit = limit == 0 ? 0 : Int(min(max(most, 0), Int64(Limits.reactions)))
        }
    }

    /// Whether a value may be used.
    package func allows(_ value: String) -> Bool {
        values.isEmpty || values.contains { $0.isSameText(as: value) }
    }

    /// Whether a value can be a reaction at all: an emoji or a short word, without spaces and control characters.
    package static func isValue(_ text: String) -> Bool {
        guard (1...Limits.reactionSize).contains(text.utf8.count) else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
        }
    }
}
