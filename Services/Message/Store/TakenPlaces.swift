import Synchronization

/// Places that are known to be taken, one a topic: what comes right after one leaves no hole.
///
/// A place once taken is never free to be skipped, erased or not, so nothing here becomes wrong, whoever writes. What is
/// not here is asked of the store.
final class TakenPlaces: Sendable {
    /// Topics remembered; beyond it all are forgotten.
    ///
    /// About 5 MB.
    static let capacity = 50_000

    private let places = Mutex<[String: Int64]>([:])

    /// Notes where parts end that were stored.
    func note(_ parts: [TopicPart]) {
        places.withLock { places in
            for part in parts {
                if places.count >= Self.capacity, places[part.topic] == nil { places = [:] }
                places[part.topic] = part.last.sequence
            }
        }
    }

    /// Those parts that, as far as is known, may leave a hole before them.
    func doubtful(_ parts: [TopicPart]) -> [TopicPart] {
        places.withLock { places in
            parts.filter { $0.first > 1 && places[$0.topic] != $0.first - 1 }
        }
    }
}
