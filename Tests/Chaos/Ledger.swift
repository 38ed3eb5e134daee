import Synchronization

/// What authors were told of their messages, by key.
final class Ledger: Sendable {
    private struct Entries {
        var places: [String: Int64] = [:]
        var faults: [String] = []
    }

    private let entries = Mutex(Entries())

    /// The place of each acknowledged message.
    var places: [String: Int64] { entries.withLock(\.places) }

    /// What should not have happened.
    var faults: [String] { entries.withLock(\.faults) }

    /// How many messages were acknowledged.
    var count: Int { entries.withLock { $0.places.count } }

    /// Notes an acknowledgement.
    func acknowledge(_ key: String, at place: Int64) {
        entries.withLock { $0.places[key] = place }
    }

    /// Notes what should not have happened.
    func fault(_ what: String) {
        entries.withLock { $0.faults.append(what) }
    }
}
