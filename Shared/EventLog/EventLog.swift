/// A durable, partitioned, ordered log between services: what must not be lost travels here.
///
/// The promises, which every adapter is tested for:
/// - Records with one key are delivered in the order in which they were appended.
/// - Every group of consumers sees every record at least once; a record is seen again when its batch was not committed.
/// - At any time one partition belongs to at most one consumer of a group.
/// - A group that joins for the first time starts where it asks for: with the oldest record that is still kept, or with
///   what comes after it got the partition.
/// - A record carries the trace of the task that appended it to the consumers (W3C Trace Context, in its headers).
///
/// To write another adapter: choose partitions by ``LogTopic/partition(of:among:)``, keep these promises, and run the
/// contract suite of this module's tests against it, unchanged.
package protocol EventLog: Sendable {
    /// How many partitions a topic has in this log.
    func partitions(of topic: LogTopic) -> Int

    /// Appends lots of records at the same time, and returns when each is as durable as this log makes it, or has failed.
    ///
    /// Calls that are made one after another keep their order for one key; so do the records of a lot. Lots of one call
    /// and calls that overlap may be ordered either way. Records that name no trace get that of the current task.
    ///
    /// A lot that fails does not fail another, but part of it may be in the log. It fails with ``EventLogError/full`` when
    /// a bounded queue had no room for a while, ``EventLogError/tooLarge``, ``EventLogError/unavailable``, or
    /// ``EventLogError/cancelled``.
    ///
    /// - Parameters:
    ///   - lots: Any number, of any keys. A lot of none is allowed and does nothing.
    ///   - topic: Where to.
    /// - Returns: Why each failed, in their order; nil for those that did not.
    func append(lots: [[LogRecord]], to topic: LogTopic) async -> [EventLogError?]

    /// Joins a group of consumers and works on its share of the partitions until the task is cancelled.
    ///
    /// Joining and leaving move partitions between the consumers of the group. When the task is cancelled, every
    /// partition is given back (see ``LogProcessor/revoked(_:)``) and then the call returns.
    ///
    /// - Parameters:
    ///   - topic: What to consume.
    ///   - group: Consumers with one name share the records; groups of different names each see all of them.
    ///   - start: Where the group begins in partitions that it has never committed anything of.
    ///   - processor: What does the work. It is called for several partitions at once.
    /// - Throws: ``EventLogError/unavailable`` if the topic cannot be consumed at all. Trouble that may pass is retried
    ///   inside. Cancellation is a normal end and does not throw.
    func consume(
        _ topic: LogTopic, group: String, from start: GroupStart, with processor: any LogProcessor
    ) async throws
}

extension EventLog {
    /// Appends one lot of records.
    ///
    /// - Throws: Why it failed.
    package func append(_ records: [LogRecord], to topic: LogTopic) async throws(EventLogError) {
        guard !records.isEmpty else { return }
        if let failure = await append(lots: [records], to: topic)[0] { throw failure }
    }

    /// The partition of a topic that records with a key are in.
    package func partition(of key: String, in topic: LogTopic) -> Int {
        LogTopic.partition(of: key, among: partitions(of: topic))
    }

    /// The same for a group that begins with the oldest record.
    package func consume(_ topic: LogTopic, group: String, with processor: any LogProcessor) async throws {
        try await consume(topic, group: group, from: .earliest, with: processor)
    }
}
