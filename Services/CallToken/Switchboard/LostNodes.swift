import Presence

/// Tells which gateway nodes are gone, and not only forgotten for a moment.
///
/// A presence table that was emptied has every node back within a third of a lease.
struct LostNodes {
    /// How long a node has to be missing, milliseconds: the length of a lease.
    static let patience: Int64 = 15_000

    /// Since when nodes are missing.
    private var missing: [String: Int64] = [:]

    /// Looks at the nodes that live.
    ///
    /// - Parameters:
    ///   - nodes: Those in question.
    ///   - living: Those with a lease.
    ///   - now: Milliseconds since 1970.
    /// - Returns: Those in question that are gone.
    mutating func look(_ nodes: Set<String>, living: Set<String>, now: Int64) -> Set<String> {
        let absent = nodes.subtracting(living)
        missing = missing.filter { absent.contains($0.key) }
        for node in absent where missing[node] == nil { missing[node] = now }
        return absent.filter { now - (missing[$0] ?? now) >= Self.patience }
    }
}
