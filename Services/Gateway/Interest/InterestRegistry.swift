import Presence

/// Which keys this node wants deliveries for, counted over all its shards and told to the presence table.
///
/// Promise: when ``acquire(_:)`` returns, the table has the key, so whoever reads a topic's head afterwards misses
/// nothing. A key is told and withdrawn one step at a time, so that a quick leave and return cannot cross.
actor InterestRegistry {
    private struct Entry {
        var count = 0
        var isTold = false
        var isSyncing = false
        var waiting: [CheckedContinuation<Void, any Error>] = []
    }

    private let presence: any Presence
    private let node: NodeID
    private var entries: [String: Entry] = [:]

    init(presence: any Presence, node: NodeID) {
        self.presence = presence
        self.node = node
    }

    /// The keys held now: what has to be told again after the table was lost.
    var keys: [String] {
        entries.filter { $0.value.count > 0 }.map(\.key)
    }

    /// Counts one holder in; returns when the table has the key.
    ///
    /// - Throws: `PresenceError` when the table could not be told; the holder is not counted then.
    func acquire(_ key: String) async throws {
        entries[key, default: Entry()].count += 1
        if entries[key]?.isSyncing == true {
            try await withCheckedThrowingContinuation { entries[key]?.waiting.append($0) }
        } else if entries[key]?.isTold == false {
            try await synchronise(key)
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
            // A failure leaves a key too many in the table: deliveries nobody wants, until the lease ends.
            try? await synchronise(key)
        }
        return (entries[key]?.count ?? 0) > 0
    }

    /// Tells the table everything again, after it was lost.
    func tellAgain() async throws {
        try await presence.addInterest(keys, node: node)
    }

    private func synchronise(_ key: String) async throws {
        entries[key]?.isSyncing = true
        while let entry = entries[key], entry.isTold != (entry.count > 0) {
            do {
                if entry.isTold {
                    try await presence.removeInterest([key], node: node)
                    entries[key]?.isTold = false
                } else {
                    try await presence.addInterest([key], node: node)
                    entries[key]?.isTold = true
                    resume(key, with: .success(()))
                }
            } catch {
                fail(key, with: error)
                throw error
            }
        }
        entries[key]?.isSyncing = false
        if entries[key]?.count == 0 {
            entries[key] = nil
        }
    }

    private func resume(_ key: String, with result: Result<Void, any Error>) {
        let waiting = entries[key]?.waiting ?? []
        entries[key]?.waiting = []
        for continuation in waiting {
            continuation.resume(with: result)
        }
    }

    private func fail(_ key: String, with error: any Error) {
        guard let entry = entries[key] else { return }
        entries[key]?.isSyncing = false
        if entry.isTold {
            // The key could not be withdrawn: those who came meanwhile have what they want.
            resume(key, with: .success(()))
        } else {
            // Nobody got what was asked for: the asker and all who waited with it are counted out.
            entries[key]?.count -= 1 + entry.waiting.count
            resume(key, with: .failure(error))
        }
        if entries[key]?.count ?? 0 <= 0 {
            entries[key] = nil
        }
    }
}
