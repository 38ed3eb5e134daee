/// The ways to prove who one is that the service knows, by their own names.
enum AuthScheme: String {
    case basic, token, anonymous, code, rest
}

/// What the operator calls the schemes, besides their own names.
package struct SchemeNames: Hashable, Sendable {
    /// Own names by the operator's; an empty one for a scheme that is hidden.
    private let actual: [String: String]

    /// The schemes under their own names alone.
    package init() {
        actual = [:]
    }

    /// Reads pairs such as `basic:rest` (who says `basic` gets `rest`) and `token:` (nobody gets `token`).
    ///
    /// - Throws: `BadSchemeName` for what is no such pair, for a scheme that does not exist, and for a name used twice.
    package init(_ pairs: [String]) throws(BadSchemeName) {
        var actual: [String: String] = [:]
        for pair in pairs {
            let words = pair.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard words.count == 2, !words[0].isEmpty, actual[words[0]] == nil,
                words[1].isEmpty || AuthScheme(rawValue: words[1]) != nil
            else { throw BadSchemeName(pair: pair) }
            actual[words[0]] = words[1]
        }
        self.actual = actual
    }

    /// The scheme behind a name; nil for one that there is not, or that is hidden.
    func scheme(_ name: String) -> AuthScheme? {
        AuthScheme(rawValue: actual[name] ?? name)
    }
}

/// A logical name that cannot be.
package struct BadSchemeName: Error, Hashable, Sendable, CustomStringConvertible {
    /// As written.
    package let pair: String

    /// One sentence for the operator.
    package var description: String {
        "\(pair) names no scheme: a pair such as basic:rest is wanted, or basic: to hide one"
    }
}
