/// A message with its place in a topic.
struct Placed: Hashable, Sendable {
    let place: Int64
    let text: String
}

/// What came over one connection of a listener.
struct Hearing: Sendable {
    /// The topic's last place when the listener asked, once attached; nil if there was no answer.
    var head: Int64?
    /// In the order in which it came.
    var messages: [Placed] = []
    /// The first place that was published when the listener was known to be banned.
    var bannedFrom: Int64?
}

/// What all who took part in one topic saw, each by itself.
struct Histories: Sendable {
    /// All that was ever published, acknowledged or not: the outcome of the rest is unknown.
    var published: Set<String> = []
    /// The places that authors were told, each time that they were.
    var acknowledged: [Placed] = []
    /// What was never tried but refused for good each time.
    var refused: Set<String> = []
    /// Attempts of which nobody knows what became.
    var unknown = 0
    /// Attempts that were to be made again later.
    var postponed = 0
    var heard: [Hearing] = []
    /// What two readers found afterwards, oldest first.
    var stored: [[Placed]] = []
}

extension Histories: CustomStringConvertible {
    /// What was counted.
    var description: String {
        """
        \(published.count) published: \(acknowledged.count) acknowledgements of \(Set(acknowledged).count) messages, \
        \(refused.count) refused, \(unknown) attempts unknown, \(postponed) to be made again; \
        \(stored.first?.count ?? 0) stored; \(heard.reduce(0) { $0 + $1.messages.count }) heard over \(heard.count) \
        connections
        """
    }
}
