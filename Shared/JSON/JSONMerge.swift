/// Deep merge as the client protocol defines it for `public`, `private`, `trusted` and `aux`.
///
/// A patch of `null` changes nothing, and the string `"␡"` (U+2421) clears. Objects merge key by key, where the same two
/// apply to each key; anything else replaces what was there. Arrays are replaced whole.
package enum JSONMerge {
    /// The string that clears a value.
    package static let deletion = "\u{2421}"

    /// Applies a patch.
    ///
    /// A value that means the same as what was there (`RawJSON.isSame(as:)`) is no change, and keeps the old bytes.
    /// Members keep their order; new ones go to the end. A patch that only clears or skips keys of an absent value
    /// leaves it absent. Nothing of a patch's own clearing marks and nulls under object keys reaches the result.
    ///
    /// - Parameters:
    ///   - patch: What the client sent.
    ///   - base: What there is; nil if absent.
    /// - Returns: What there is afterwards, nil if absent, and whether that differs from before.
    package static func apply(_ patch: RawJSON, to base: RawJSON?) -> (result: RawJSON?, changed: Bool) {
        if patch.isNull { return (base, false) }
        if isDeletion(patch) { return (nil, base != nil) }
        guard let changes = patch.object else { return replace(base, by: patch) }
        if base == nil || base?.kind == .object { return merge(changes, into: base) }
        return (merge(changes, into: nil).result ?? .emptyObject, true)
    }

    private static func replace(_ base: RawJSON?, by patch: RawJSON) -> (result: RawJSON?, changed: Bool) {
        if let base, base.isSame(as: patch) { return (base, false) }
        return (patch, true)
    }

    private static func merge(_ changes: JSONObjectView, into base: RawJSON?) -> (result: RawJSON?, changed: Bool) {
        let members = base?.object
        var hasChanged = false
        let result = RawJSON.build(capacity: base?.bytes.count ?? 64) { writer in
            writer.beginObject()
            for member in members.map(Array.init) ?? [] {
                var value: RawJSON? = member.value
                if let change = changes[member.key] {
                    let outcome = apply(change, to: member.value)
                    value = outcome.result
                    hasChanged = hasChanged || outcome.changed
                }
                guard let value else { continue }
                writer.key(naming: member.key)
                writer.raw(value)
            }
            for change in changes where members?[change.key] == nil {
                guard let value = addition(change.value) else { continue }
                hasChanged = true
                writer.key(naming: change.key)
                writer.raw(value)
            }
            writer.endObject()
        }
        return hasChanged ? (result, true) : (base, false)
    }

    /// What a patch leaves under a key that was not there; nil for nothing.
    private static func addition(_ patch: RawJSON) -> RawJSON? {
        if patch.kind == .object { return apply(patch, to: .emptyObject).result }
        return apply(patch, to: nil).result
    }

    private static func isDeletion(_ patch: RawJSON) -> Bool {
        patch.kind == .string && patch.string == deletion
    }
}
