/// A message with its place in a topic.
struct Placed: Hashable, Sendable {
    let place: Int64
    let text: String
}

/// What all who took part in one topic saw, each by itself.
struct Histories: Sendable {
    /// All that was ever published, acknowledged or not: the outcome of the rest is unknown.
    var published: Set<String> = []
    /// The places that authors were told.
    var acknowledged: [String: Int64] = [:]
    /// What came to listeners: one list for each connection, in the order in which it came.
    var heard: [[Placed]] = []
    /// What two readers found afterwards, oldest first.
    var stored: [[Placed]] = []
}
