/// Watches the numbers of one topic's messages as they reach one session: each once, in order, none left out.
struct SequenceWatch: Equatable {
    /// What one arrival means.
    enum Finding: Equatable {
        /// The next one, or the first that is seen at all.
        case next
        /// Not the next one: so many before it are missing so far.
        case ahead(missing: Int64)
        /// One that was missing.
        case late
        case duplicate
    }

    /// Missing numbers that are remembered; of more, only how many there are.
    private static let memory = 100_000

    /// The greatest number seen; nil as long as nothing is known.
    private(set) var head: Int64?
    private var missing: Set<Int64> = []
    private var forgotten: Int64 = 0

    /// Numbers below the head that have not arrived.
    var lost: Int64 { Int64(missing.count) + forgotten }

    /// Says what the topic's last number was when the session attached; harmless once something has arrived.
    mutating func begin(after number: Int64) {
        if head == nil { head = number }
    }

    /// Takes in the number of a message.
    @inline(__always)
    mutating func take(_ number: Int64) -> Finding {
        guard let head else {
            self.head = number
            return .next
        }
        if number == head + 1 {
            self.head = number
            return .next
        }
        return takeOutOfOrder(number, head: head)
    }

    private mutating func takeOutOfOrder(_ number: Int64, head: Int64) -> Finding {
        guard number > head else {
            return missing.remove(number) == nil ? .duplicate : .late
        }
        let gap = number - head - 1
        let remembered = min(gap, Int64(Self.memory - missing.count))
        for absent in number - remembered..<number { missing.insert(absent) }
        forgotten += gap - remembered
        self.head = number
        return .ahead(missing: gap)
    }
}
