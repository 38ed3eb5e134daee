import Synchronization

/// What authors and listeners saw, as it comes in.
final class Ledger: Sendable {
    private struct Entries {
        var histories = Histories()
        var refusals: [String] = []
    }

    private let entries = Mutex(Entries())

    /// All that was seen.
    var histories: Histories { entries.withLock(\.histories) }

    /// Refusals that no author should have had.
    var refusals: [String] { entries.withLock(\.refusals) }

    /// How many messages were acknowledged.
    var acknowledged: Int { entries.withLock { $0.histories.acknowledged.count } }

    /// Notes that a message is about to be published.
    func publishing(_ text: String) {
        _ = entries.withLock { $0.histories.published.insert(text) }
    }

    /// Notes an acknowledgement.
    func acknowledge(_ text: String, at place: Int64) {
        entries.withLock { $0.histories.acknowledged[text] = place }
    }

    /// Notes a refusal that is no request to come again later.
    func refuse(_ what: String) {
        entries.withLock { $0.refusals.append(what) }
    }

    /// Begins the list of a connection; returns its number.
    func connect() -> Int {
        entries.withLock { entries in
            entries.histories.heard.append([])
            return entries.histories.heard.count - 1
        }
    }

    /// Notes what came over a connection.
    func hear(_ message: Placed, over connection: Int) {
        entries.withLock { $0.histories.heard[connection].append(message) }
    }
}
