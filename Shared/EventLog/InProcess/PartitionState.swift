import DequeModule

/// The records of one partition, how far each group has come, and who waits.
///
/// Pure state: the queue around it locks it and wakes those whom its answers name.
struct PartitionState {
    typealias Wakeup = CheckedContinuation<Void, Never>

    /// An append that waits for room.
    struct WaitingAppend {
        let records: [LogRecord]
        let bytes: Int
        let outcome: OneShot<EventLogError?>
    }

    /// How far one group has come.
    struct Cursor {
        /// The offset of the first record that is not committed.
        var position: Int64
        /// Uncommitted records that became dead letters.
        var skipped: Set<Int64> = []
        /// The group's consumer of this partition, while it has nothing to do.
        var sleeper: Wakeup?
    }

    private(set) var records: Deque<LogRecord> = []
    /// The offset of the first record kept.
    private(set) var firstOffset: Int64 = 0
    private(set) var bytes = 0
    private(set) var waiting: Deque<WaitingAppend> = []
    var cursors: [String: Cursor] = [:]

    /// The offset that the next record will have.
    var endOffset: Int64 { firstOffset + Int64(records.count) }

    func hasRoom(forRecords count: Int, bytes more: Int, in settings: InProcessEventLog.Settings) -> Bool {
        records.count + count <= settings.recordsPerPartition && bytes + more <= settings.bytesPerPartition
    }

    /// Adds records that fit, and returns the consumers to wake.
    mutating func add(_ new: [LogRecord], bytes more: Int) -> [Wakeup] {
        records.append(contentsOf: new)
        bytes += more
        var sleepers: [Wakeup] = []
        for group in cursors.keys {
            if let sleeper = cursors[group]?.sleeper {
                cursors[group]?.sleeper = nil
                sleepers.append(sleeper)
            }
        }
        return sleepers
    }

    /// Keeps an append for later, behind those that wait already.
    mutating func enqueue(_ append: WaitingAppend) {
        waiting.append(append)
    }

    /// Takes an append out of the line; false if it had been admitted or given up before.
    mutating func withdraw(_ outcome: OneShot<EventLogError?>) -> Bool {
        guard let index = waiting.firstIndex(where: { $0.outcome === outcome }) else { return false }
        waiting.remove(at: index)
        return true
    }

    /// Adds the waiting appends that fit now, strictly in line, and returns them and the consumers to wake.
    mutating func admitWaiting(
        _ settings: InProcessEventLog.Settings
    ) -> (admitted: [OneShot<EventLogError?>], sleepers: [Wakeup]) {
        var admitted: [OneShot<EventLogError?>] = []
        var sleepers: [Wakeup] = []
        while let head = waiting.first, hasRoom(forRecords: head.records.count, bytes: head.bytes, in: settings) {
            waiting.removeFirst()
            sleepers += add(head.records, bytes: head.bytes)
            admitted.append(head.outcome)
        }
        return (admitted, sleepers)
    }

    /// Registers a group; one that is known stays where it is.
    mutating func addGroup(_ group: String, from start: GroupStart) {
        guard cursors[group] == nil else { return }
        cursors[group] = Cursor(position: start == .latest ? endOffset : firstOffset)
    }

    /// Commits a group up to an offset, and drops what no group needs any more.
    mutating func commit(_ group: String, to offset: Int64) {
        guard var cursor = cursors[group] else { return }
        cursor.position = max(cursor.position, offset)
        cursor.skipped = cursor.skipped.filter { $0 >= offset }
        cursors[group] = cursor
        guard let needed = cursors.values.map(\.position).min() else { return }
        dropRecords(before: needed)
    }

    /// Drops the oldest records until there is room; for a partition that no group reads.
    mutating func makeRoom(forRecords count: Int, bytes more: Int, in settings: InProcessEventLog.Settings) {
        while !records.isEmpty, !hasRoom(forRecords: count, bytes: more, in: settings) {
            dropRecords(before: firstOffset + 1)
        }
    }

    private mutating func dropRecords(before offset: Int64) {
        let count = Int(min(offset, endOffset) - firstOffset)
        guard count > 0 else { return }
        bytes -= records.prefix(count).reduce(0) { $0 + $1.size }
        records.removeFirst(count)
        firstOffset += Int64(count)
    }

    /// The next records of a group that are no dead letters, and the offset to commit after them; nil if none is kept.
    func batch(for group: String, partition: Int, limit: Int) -> PartitionBatch? {
        guard let cursor = cursors[group], cursor.position < endOffset else { return nil }
        let end = min(cursor.position + Int64(limit), endOffset)
        var batch: [ConsumedRecord] = []
        batch.reserveCapacity(Int(end - cursor.position))
        for offset in cursor.position..<end where cursor.skipped.isEmpty || !cursor.skipped.contains(offset) {
            let record = records[Int(offset - firstOffset)]
            batch.append(ConsumedRecord(record: record, partition: partition, offset: offset))
        }
        return PartitionBatch(records: batch, end: end)
    }
}
