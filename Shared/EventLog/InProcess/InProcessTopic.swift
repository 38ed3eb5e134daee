import Synchronization

/// The partitions and groups of one topic.
final class InProcessTopic: Sendable {
    /// What a lot has for one partition, which has no room for it yet.
    private struct WaitingShare {
        let lot: Int
        let queue: PartitionQueue
        let outcome: OneShot<EventLogError?>
    }

    let queues: [PartitionQueue]
    private let settings: InProcessEventLog.Settings
    private let clock: any Clock<Duration>
    private let meters: AppendMeters
    private let groups = Mutex<[String: ConsumerGroup]>([:])

    init(named name: String, partitions: Int, settings: InProcessEventLog.Settings, clock: any Clock<Duration>) {
        (self.settings, self.clock) = (settings, clock)
        queues = (0..<partitions).map { PartitionQueue(partition: $0, settings: settings) }
        meters = AppendMeters(topic: name)
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

    /// Adds lots of records to the partitions of their keys: at once, or when there is room.
    ///
    /// - Returns: Why each failed; nil for those that did not.
    func append(_ lots: [[LogRecord]]) async -> [EventLogError?] {
        var failures: [EventLogError?] = Array(repeating: nil, count: lots.count)
        var waiting: [WaitingShare] = []
        for (index, lot) in lots.enumerated() {
            meters.begin(lot.count)
            do throws(EventLogError) {
                for (partition, records) in shares(of: lot.traced) {
                    guard let outcome = try queues[partition].add(records) else { continue }
                    waiting.append(WaitingShare(lot: index, queue: queues[partition], outcome: outcome))
                }
            } catch {
                failures[index] = error
            }
        }
        if !waiting.isEmpty { await wait(for: waiting, &failures) }
        for (lot, failure) in zip(lots, failures) { meters.settle(lot.count, failure) }
        return failures
    }

    /// Waits until all have room, but no longer than an append may, nor than the task lasts.
    private func wait(for shares: [WaitingShare], _ failures: inout [EventLogError?]) async {
        async let _: Void = giveUp(shares)
        await withTaskCancellationHandler {
            for share in shares {
                let failure = await share.outcome.value()
                failures[share.lot] = failures[share.lot] ?? failure
            }
        } onCancel: {
            for share in shares { share.queue.withdraw(share.outcome, because: .cancelled) }
        }
    }

    private func giveUp(_ shares: [WaitingShare]) async {
        guard (try? await clock.sleep(for: settings.appendWait)) != nil else { return }
        for share in shares { share.queue.withdraw(share.outcome, because: .full) }
    }

    /// The records by partition, in order within each.
    private func shares(of records: [LogRecord]) -> [(partition: Int, records: [LogRecord])] {
        let partitions = records.map { partition(of: $0) }
        // Mostly those who append have sorted them.
        if let first = partitions.first, partitions.allSatisfy({ $0 == first }) { return [(first, records)] }
        var order: [Int] = []
        var shares: [Int: [LogRecord]] = [:]
        for (record, partition) in zip(records, partitions) {
            if shares[partition] == nil { order.append(partition) }
            shares[partition, default: []].append(record)
        }
        return order.map { ($0, shares[$0] ?? []) }
    }

    private func partition(of record: LogRecord) -> Int {
        LogTopic.partition(of: record.key, among: queues.count)
    }
}
