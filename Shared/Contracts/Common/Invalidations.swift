/// Which topics changed lately, for whoever remembers what another service said of them.
///
/// An answer that was asked for before a change, and comes after it, must not be kept. Moments are counted, not measured.
package struct Invalidations: Sendable {
    /// Topics of which a change is remembered.
    ///
    /// Beyond it all are as if they had just changed: more than change while an answer is on its way.
    package static let capacity = 10_000

    private var changes: [String: Int] = [:]
    private var allChanged = 0

    /// The number of changes so far: the moment at which something is asked for now.
    package private(set) var moment = 0

    /// Nothing has changed yet.
    package init() {}

    /// A topic changed.
    package mutating func note(_ topic: String) {
        guard changes.count < Self.capacity else {
            noteAll()
            return
        }
        moment += 1
        changes[topic] = moment
    }

    /// Every topic may have changed.
    package mutating func noteAll() {
        moment += 1
        allChanged = moment
        changes.removeAll()
    }

    /// Whether what was asked for at a moment still holds of a topic.
    package func holds(_ topic: String, since moment: Int) -> Bool {
        moment >= allChanged && moment >= changes[topic] ?? 0
    }
}
