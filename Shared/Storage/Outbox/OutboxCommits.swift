internal import GRDB
internal import Synchronization

/// Learns of the commits of a database, and wakes those who wait for new entries.
final class OutboxCommits: TransactionObserver, Sendable {
    /// Whether the open transaction has appended.
    ///
    /// Stays true if the write that did was undone alone: a wake-up too
    /// many is harmless.
    private let hasAppended = Atomic(false)

    /// Those who wait.
    let listeners = OutboxListeners()

    /// Notes that the open transaction appends.
    func noteAppend() {
        hasAppended.store(true, ordering: .relaxed)
    }

    /// The appends are reported by `noteAppend`; a watch on the rows themselves would cost each of them a copy.
    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }

    func databaseDidChange(with event: DatabaseEvent) {}

    func databaseDidCommit(_ db: Database) {
        if hasAppended.exchange(false, ordering: .relaxed) { listeners.wake() }
    }

    func databaseDidRollback(_ db: Database) {
        hasAppended.store(false, ordering: .relaxed)
    }
}
