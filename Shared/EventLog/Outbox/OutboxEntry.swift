/// A record that was written together with the change it tells of, and waits to be appended to a log.
package struct OutboxEntry: Sendable, Equatable {
    /// Grows in the order in which the changes were committed.
    package let id: Int64
    /// What is to be appended.
    package let record: LogRecord

    /// Makes an entry.
    package init(id: Int64, record: LogRecord) {
        self.id = id
        self.record = record
    }
}
