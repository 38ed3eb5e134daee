/// Proves from what was seen that the promises were kept; knows nothing of how.
enum HistoryChecker {
    /// All that contradicts a promise.
    static func faults(in histories: Histories) -> [String] {
        guard let stored = histories.stored.first else { return ["nobody has read what is stored"] }
        var faults = histories.stored.dropFirst().filter { $0 != stored }.map { _ in "two readers find different things"
        }
        faults += places(stored)
        let texts = Dictionary(stored.map { ($0.place, $0.text) }) { first, _ in first }
        for (text, place) in histories.acknowledged.sorted(by: { $0.value < $1.value }) where texts[place] != text {
            faults.append("\(text) was acknowledged at \(place), where \(texts[place] ?? "nothing") is")
        }
        faults += stored.filter { !histories.published.contains($0.text) }.map { "nobody published \($0.text)" }
        for connection in histories.heard {
            faults += order(connection)
            faults += connection.filter { texts[$0.place] != $0.text }.map { "\($0.text) was heard at \($0.place)" }
        }
        return faults
    }

    /// Dense from 1, and no text twice.
    private static func places(_ stored: [Placed]) -> [String] {
        var faults: [String] = []
        for (expected, message) in zip(Int64(1)..., stored) where message.place != expected {
            faults.append("\(message.place) is stored where \(expected) should be")
        }
        var seen: Set<String> = []
        faults += stored.filter { !seen.insert($0.text).inserted }.map { "\($0.text) is stored twice" }
        return faults
    }

    /// Each after the one before it, without a gap.
    private static func order(_ connection: [Placed]) -> [String] {
        zip(connection, connection.dropFirst()).filter { $0.place + 1 != $1.place }.map {
            "\($1.place) was heard after \($0.place)"
        }
    }
}
