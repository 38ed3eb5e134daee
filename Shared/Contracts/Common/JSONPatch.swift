import JSON
package import RPC

/// Patches of stored JSON, as clients send them: see `JSONMerge`.
package enum JSONPatch {
    /// Merges a patch into what is stored; both may be empty.
    ///
    /// - Parameters:
    ///   - patch: what the client sent; empty for none.
    ///   - base: what is stored.
    ///   - limit: the largest result, bytes.
    /// - Returns: whether what is to be stored is something else than before.
    /// - Throws: `malformed` for a patch that is no JSON, `tooLarge` for a result beyond the limit.
    @discardableResult
    package static func apply(_ patch: [UInt8], to base: inout [UInt8], limit: Int) throws(RPCStatus) -> Bool {
        guard !patch.isEmpty else { return false }
        let outcome: (result: RawJSON?, changed: Bool)
        do {
            let stored = base.isEmpty ? nil : RawJSON(trusting: base)
            outcome = JSONMerge.apply(try RawJSON(validating: patch), to: stored)
        } catch {
            throw RPCStatus.malformed("not JSON")
        }
        let result = outcome.result?.bytes ?? []
        guard !outcome.changed || result.count <= limit else { throw RPCStatus.tooLarge }
        base = result
        return outcome.changed
    }
}
