/// Something that has a place in a topic.
protocol Sequenced: Sendable {
    var sequence: Int64 { get }
}

/// Keeps one topic's messages in order for the sessions of one shard: each is released once, in sequence.
///
/// Pure: it does no I/O and knows no session. Interest in a topic is registered before its head is read, so messages
/// may come in before the starting point is known; they are held. A hole is reported once, to be filled from history.
struct DeliveryOrder<Message: Sequenced>: Sendable {
    /// What to do with a message that came in.
    enum Arrival {
        case deliver
        case drop
        case hold
        /// Fetch these sequences from history; the message is held meanwhile.
        case repair(ClosedRange<Int64>)
        /// More is held than the bound allows: the sessions must be disconnected, they will catch up from history.
        case overflow
    }

    /// What a step sets free, in order, and the next hole if there is one.
    struct Release {
        var messages: [Message] = []
        var repair: ClosedRange<Int64>?
    }

    private enum Phase: Equatable {
        case awaitingHead
        case inOrder
        /// The hole ends here, inclusive.
        case repairing(through: Int64)
    }

    /// How many messages may wait for the head or for a repair.
    static var capacity: Int { 1024 }

    private var phase = Phase.awaitingHead
    private var held: [Message] = []
    /// The greatest sequence that is known to exist.
    private var known: Int64 = 0
    /// The last sequence released, or the head that the sessions started from.
    private(set) var last: Int64 = 0

    /// Takes a message in as it comes.
    mutating func arrive(_ message: Message) -> Arrival {
        switch phase {
        case .inOrder where message.sequence <= last:
            return .drop
        case .inOrder where message.sequence == last + 1:
            last += 1
            return .deliver
        case .inOrder:
            phase = .repairing(through: message.sequence - 1)
            held = [message]
            return .repair(last + 1...message.sequence - 1)
        case .awaitingHead, .repairing:
            guard held.count < Self.capacity else { return .overflow }
            held.append(message)
            return .hold
        }
    }

    /// Sets the starting point; a later reading of the head changes nothing.
    mutating func begin(at head: Int64) -> Release {
        guard phase == .awaitingHead else { return Release() }
        last = head
        return release()
    }

    /// Learns how far the topic is, from elsewhere than a delivery: what lacks up to there is to be repaired.
    mutating func learn(head: Int64) -> ClosedRange<Int64>? {
        known = max(known, head)
        guard phase == .inOrder, known > last else { return nil }
        phase = .repairing(through: known)
        return last + 1...known
    }

    /// Takes in what history gave for a hole, or the beginning of one, up to `end`: sequences that are missing in it
    /// were deleted.
    mutating func repaired(_ messages: [Message], through end: Int64) -> Release {
        guard case .repairing(let holeEnd) = phase else { return Release() }
        let filling = messages.filter { $0.sequence > last && $0.sequence <= end }.sorted { $0.sequence < $1.sequence }
        last = max(last, end)
        guard end >= holeEnd else { return Release(messages: filling) }
        var release = release()
        release.messages.insert(contentsOf: filling, at: 0)
        return release
    }

    private mutating func release() -> Release {
        var release = Release()
        var waiting = held.sorted { $0.sequence < $1.sequence }[...]
        while let next = waiting.first {
            if next.sequence > last + 1 {
                release.repair = last + 1...next.sequence - 1
                break
            }
            waiting.removeFirst()
            if next.sequence == last + 1 {
                last += 1
                release.messages.append(next)
            }
        }
        held = Array(waiting)
        if release.repair == nil, known > last {
            release.repair = last + 1...known
        }
        phase = release.repair.map { .repairing(through: $0.upperBound) } ?? .inOrder
        return release
    }
}
