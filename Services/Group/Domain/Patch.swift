import Contracts
import JSON
import RPC

/// Patches of stored JSON, as clients send them.
enum Patch {
    /// The largest value that is kept, bytes.
    static let limit = 64 * 1024

    /// Merges a patch into what is stored; both may be empty.
    ///
    /// - Throws: `malformed` for a patch that is no JSON, `tooLarge` for a result beyond the limit.
    static func apply(_ patch: [UInt8], to base: [UInt8]) throws(RPCStatus) -> (result: [UInt8], changed: Bool) {
        guard !patch.isEmpty else { return (base, false) }
        do {
            let stored = base.isEmpty ? nil : try RawJSON(validating: base)
            let outcome = JSONMerge.apply(try RawJSON(validating: patch), to: stored)
            let result = outcome.result?.bytes ?? []
            guard result.count <= limit else { throw RPCStatus.tooLarge }
            return (result, outcome.changed)
        } catch let status as RPCStatus {
            throw status
        } catch {
            throw RPCStatus.malformed("not JSON")
        }
    }
}
