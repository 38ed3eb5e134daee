import Presence

/// Which keys this node wants deliveries for, counted over all its shards and told to the presence table.
///
/// Promise: when ``acquire(_:)`` returns, the table has the key, so whoever reads a topic's head afterwards misses
/// nothing. While the table cannot be told, keys are counted all the same and told later, by ``tellAgain()``: whoever
/// calls that sees to it that nothing was missed meanwhile. A key is told and withdrawn one step at a time, so that a
/// quick leave and return cannot cross.
actor InterestRegistry {
    private struct Entry {
        var count = 0
        var isTold = false
        var isSyncing = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// Keys that are told in one call.
    private static let page = 5000

    private let presence: any Presence
    private let node: NodeID
    private var entries: [String: Entry] = [:]
    private var untold: Set<String> = []
    /// Keys that may be in the table though nobody wants them: calls that failed may have been carried out.
    private var unwithdrawn: Set<String> = []

    init(presence: any Presence, node: NodeID) {
        self.presence = presence
        self.node = node
    }

    /// The keys held now.
    var keys: [String] {
        entries.filter { $0.value.count > 0 }.map(\.key)
    }

    /// Whether the table could not be told something.
    var isBehind: Bool { !untold.isEmpty || !unwithdrawn.isEmpty }

    /// Counts one holder in; returns when the table has the key, or could not be told.
    func acquire(_ key: String) async {
        entries[key, default: Entry()].count += 1
        if entries[key]?.isSyncing == true {
            await withCheckedContinuation { entries[key]?.waiting.append($0) }
        } else if entries[key]?.isTold == false {
            await synchronise(key)
        }
    }

    /// Counts one holder out; the last one withdraws the key.
    ///
    /// Returns whether this node still wants it.
    @discardableResult
    func release(_ key: String) async -> Bool {
        guard let entry = entries[key], entry.count > 0 else { return false }
        entries[key]?.count -= 1
        if entry.count == 1, !entry.isSyncing {
            await synchronise(key)
        }
        return (entries[key]?.count ?? 0) > 0
    }

    /// Tells the table everything again: after it was lost, or could not be told something.
    func tellAgain() async throws(PresenceError) {
        let keys = keys
        for page in keys.pages(of: Self.page) {
            try await presence.addInterest(page, node: node)
            for key in page where entries[key] != nil {
                entries[key]?.isTold = true
                untold.remove(key)
            }
            // Whoever let go of a key meanwhile found it not told.
            unwithdrawn.formUnion(page.filter { entries[$0] == nil })
        }
        let gone = unwithdrawn.filter { entries[$0] == nil }
        guard !gone.isEmpty else { return }
        try await presence.removeInterest(Array(gone), node: node)
        unwithdrawn.subtract(gone)
        // Somebody may have come for one of them while it was being withdrawn.
        for key in gone where entries[key] != nil { untold.insert(key) }
        unwithdrawn = unwithdrawn.filter { entries[$0] == nil }
    }

    private func synchronise(_ key: String) async {
        entries[key]?.isSyncing = true
        while let entry = entries[key], entry.isTold != (entry.count > 0) {
            do {
                if entry.isTold {
                    try await presence.removeInterest([key], node: node)
                    entries[key]?.isTold = false
                } else {
                    try await presence.addInterest([key], node: node)
                    entries[key]?.isTold = true
                    resume(key)
                }
            } catch {
                // The call may have been carried out, or not.
                entries[key]?.isTold = false
                unwithdrawn.insert(key)
                break
            }
        }
        resume(key)
        entries[key]?.isSyncing = false
        guard let entry = entries[key], entry.count > 0 else {
            entries[key] = nil
            // What could not be told may have been told all the same.
            if untold.remove(key) != nil { unwithdrawn.insert(key) }
            return
        }
        unwithdrawn.remove(key)
        if entry.isTold { untold.remove(key) } else { untold.insert(key) }
    }

    private func resume(_ key: String) {
        let waiting = entries[key]?.waiting ?? []
        entries[key]?.waiting = []
        for continuation in waiting {
            continuation.resume()
        }
    }
}
