/// How log lines look.
package enum LogFormat: String, Sendable, CaseIterable {
    /// One JSON object a line, for machines.
    case json

    /// One readable line with `key=value` pairs, for people.
    case text
}
