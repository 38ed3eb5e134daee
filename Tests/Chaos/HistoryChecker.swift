/// Proves from what was seen that the promises were kept; knows nothing of how.
enum HistoryChecker {
    /// All that contradicts a promise; the numbers are the promises'.
    static func faults(in histories: Histories) -> [String] {
        guard let stored = histories.stored.first else { return ["nobody has read what is stored"] }
        guard !histories.acknowledged.isEmpty else { return ["nothing was acknowledged"] }
        var faults = histories.stored.dropFirst().filter { $0 != stored }.map { _ in "two readers find different things"
        }
        // 2 and 3
        faults += places(stored)
        let texts = Dictionary(stored.map { ($0.place, $0.text) }) { first, _ in first }
        // 1, and 3 again: an acknowledgement at another place names a place where something else is.
        for told in histories.acknowledged.sorted(by: { $0.place < $1.place }) where texts[told.place] != told.text {
            faults.append("\(told.text) was acknowledged at \(told.place), where \(texts[told.place] ?? "nothing") is")
        }
        // 6
        faults += stored.filter { !histories.published.contains($0.text) }.map { "nobody published \($0.text)" }
        faults += stored.filter { histories.refused.contains($0.text) }.map { "\($0.text) was refused, and is stored" }
        for hearing in histories.heard {
            faults += order(hearing)
            faults += hearing.messages.filter { texts[$0.place] != $0.text }.map {
                "\($0.text) was heard at \($0.place)"
            }
            faults += banned(hearing)
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

    /// Promises 4 and 5: each after the one before it, without a gap, and none between the head and the first.
    private static func order(_ hearing: Hearing) -> [String] {
        var faults = zip(hearing.messages, hearing.messages.dropFirst()).filter { $0.place + 1 != $1.place }.map {
            "\($1.place) was heard after \($0.place)"
        }
        if let head = hearing.head, let first = hearing.messages.first, first.place > head + 1 {
            faults.append("\(first.place) was the first heard by one who came at \(head)")
        }
        return faults
    }

    /// Promise 6: who is banned hears no more.
    private static func banned(_ hearing: Hearing) -> [String] {
        guard let end = hearing.bannedFrom else { return [] }
        return hearing.messages.filter { $0.place >= end }.map { "\($0.place) was heard by one banned before \(end)" }
    }
}
