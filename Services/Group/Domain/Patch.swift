import Contracts
import JSON
import RPC

/// Patches of stored JSON, as clients send them.
enum Patch {
    /// Merges a patch into what is stored; both may be empty.
    ///
    /// - Parameter limit: the largest result, bytes.
    /// - Throws: `malformed` for a patch that is no JSON, `tooLarge` for a result beyond the limit.
    static func apply(
        _ patch: [UInt8], to base: [UInt8], limit: Int
    ) throws(RPCStatus) -> (result: [UInt8], changed: Bool) {
        guard !patch.isEmpty else { return (base, false) }
        let outcome: (result: RawJSON?, changed: Bool)
        do {
            let stored = base.isEmpty ? nil : RawJSON(trusting: base)
            outcome = JSONMerge.apply(try RawJSON(validating: patch), to: stored)
        } catch {
            throw RPCStatus.malformed("not JSON")
        }
        let result = outcome.result?.bytes ?? []
        guard !outcome.changed || result.count <= limit else { throw RPCStatus.tooLarge }
        return (result, outcome.changed)
    }
}
