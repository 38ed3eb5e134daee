import Synchronization

/// The partitions and groups of one topic.
final class InProcessTopic: Sendable {
    let topic: LogTopic
    let queues: [PartitionQueue]
    private let meters: AppendMeters
    private let groups = Mutex<[String: ConsumerGroup]>([:])

    init(_ topic: LogTopic, partitions: Int, settings: InProcessEventLog.Settings, clock: any Clock<Duration>) {
        self.topic = topic
        queues = (0..<partitions).map { PartitionQueue(partition: $0, settings: settings, clock: clock) }
        meters = AppendMeters(topic: topic.name)
    }

    /// A group of consumers; made, and heeded by all partitions, when it is first named.
    func group(_ name: String, from start: GroupStart = .earliest) -> ConsumerGroup {
        groups.withLock { groups in
            if let group = groups[name] { return group }
            let group = ConsumerGroup(name: name, partitions: queues.count)
            groups[name] = group
            queues.forEach { $0.addGroup(name, from: start) }
            return group
        }
    }

    /// Adds records to the partitions of their keys, one partition after another.
    func append(_ records: [LogRecord]) async throws(EventLogError) {
        try await meters.counting(records.count) { () async throws(EventLogError) in
            for (partition, share) in shares(of: records.traced) {
                try await queues[partition].append(share)
            }
        }
    }

    /// The records by partition, in order within each.
    private func shares(of records: [LogRecord]) -> [(partition: Int, records: [LogRecord])] {
        guard let first = records.first else { return [] }
        if records.count == 1 { return [(partition(of: first), records)] }
        var order: [Int] = []
        var shares: [Int: [LogRecord]] = [:]
        for record in records {
            let partition = partition(of: record)
            if shares[partition] == nil { order.append(partition) }
            shares[partition, default: []].append(record)
        }
        return order.map { ($0, shares[$0] ?? []) }
    }

    private func partition(of record: LogRecord) -> Int {
        LogTopic.partition(of: record.key, among: queues.count)
    }
}
