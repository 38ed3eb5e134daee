import Synchronization

/// What authors and listeners saw, as it comes in.
final class Ledger: Sendable {
    /// What became of one attempt to publish.
    enum Outcome {
        /// It was acknowledged at a place.
        case ok(Int64)
        /// It was refused for good.
        case failed
        /// It is to be made again later.
        case postponed
        /// There was no answer.
        case unknown
    }

    private struct Entries {
        var histories = Histories()
        var refusals: [String] = []
        /// What was acknowledged, or may have been stored without.
        var mayBeStored: Set<String> = []
        var places: Set<Placed> = []
    }

    private let entries = Mutex(Entries())

    /// All that was seen.
    var histories: Histories { entries.withLock(\.histories) }

    /// Refusals that no author should have had.
    var refusals: [String] { entries.withLock(\.refusals) }

    /// How many messages were acknowledged.
    var acknowledged: Int { entries.withLock { $0.places.count } }

    /// The last place that an author was told.
    var head: Int64 { entries.withLock { $0.histories.acknowledged.map(\.place).max() ?? 0 } }

    /// Notes that a message is about to be published.
    func publishing(_ text: String) {
        _ = entries.withLock { $0.histories.published.insert(text) }
    }

    /// Notes what became of an attempt.
    func conclude(_ text: String, _ outcome: Outcome) {
        entries.withLock { entries in
            if case .failed = outcome {
                if !entries.mayBeStored.contains(text) { entries.histories.refused.insert(text) }
                return
            }
            entries.mayBeStored.insert(text)
            entries.histories.refused.remove(text)
            switch outcome {
            case .ok(let place):
                let told = Placed(place: place, text: text)
                entries.histories.acknowledged.append(told)
                entries.places.insert(told)
            case .postponed: entries.histories.postponed += 1
            case .unknown: entries.histories.unknown += 1
            case .failed: break
            }
        }
    }

    /// Notes a refusal that no author should have had.
    func refuse(_ what: String) {
        entries.withLock { $0.refusals.append(what) }
    }

    /// Begins the list of a connection; returns its number.
    func connect(head: Int64?) -> Int {
        entries.withLock { entries in
            entries.histories.heard.append(Hearing(head: head))
            return entries.histories.heard.count - 1
        }
    }

    /// Notes what came over a connection.
    func hear(_ message: Placed, over connection: Int) {
        entries.withLock { $0.histories.heard[connection].messages.append(message) }
    }

    /// Notes from where on some connections are to hear nothing.
    func ban(_ connections: [Int], from place: Int64) {
        entries.withLock { entries in
            for connection in connections { entries.histories.heard[connection].bannedFrom = place }
        }
    }
}
