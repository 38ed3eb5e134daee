import Synchronization

/// Says from anywhere that a run is to end early; it then ends with a report.
package final class Interruption: Sendable {
    private let flag = Atomic(false)

    /// Creates one that has not happened.
    package init() {}

    /// Whether the run is to end.
    package var hasHappened: Bool { flag.load(ordering: .relaxed) }

    /// Ends the run.
    package func happen() {
        flag.store(true, ordering: .relaxed)
    }
}
