import Contracts
import JSON
import RPC

/// Patches of what an account says of itself, as clients send them.
enum DescriptionPatch {
    /// Merges a patch into what is stored; both may be empty.
    ///
    /// - Throws: `malformed` for a patch that is no JSON, `tooLarge` for a result of more than `limit` bytes.
    static func apply(
        _ patch: [UInt8], to base: inout [UInt8], limit: Int
    ) throws(RPCStatus) -> Bool {
        guard !patch.isEmpty else { return false }
        let change: RawJSON
        do {
            change = try RawJSON(validating: patch)
        } catch {
            throw RPCStatus.malformed("not JSON")
        }
        let outcome = JSONMerge.apply(change, to: base.isEmpty ? nil : RawJSON(trusting: base))
        let result = outcome.result?.bytes ?? []
        guard result.count <= limit else { throw RPCStatus.tooLarge }
        base = result
        return outcome.changed
    }
}
