import Synchronization

/// One partition of an in-process topic: a bounded queue that several groups read.
final class PartitionQueue: Sendable {
    let partition: Int
    private let settings: InProcessEventLog.Settings
    private let state = Mutex(PartitionState())

    init(partition: Int, settings: InProcessEventLog.Settings) {
        self.partition = partition
        self.settings = settings
    }

    // MARK: Appending

    /// Adds records, or puts them in line for room; all of them enter at once, behind those that came before.
    ///
    /// - Returns: What will tell how the wait ends; nil when they are added.
    /// - Throws: ``EventLogError/tooLarge``, or ``EventLogError/full`` when the line is as long as it may be.
    func add(_ records: [LogRecord]) throws(EventLogError) -> OneShot<EventLogError?>? {
        let bytes = records.reduce(0) { $0 + $1.size }
        guard records.count <= settings.recordsPerPartition, bytes <= settings.bytesPerPartition else {
            throw .tooLarge
        }
        enum Answer {
            case added([PartitionState.Wakeup])
            case waiting(OneShot<EventLogError?>)
            case full
        }
        let answer: Answer = state.withLock { state in
            if state.cursors.isEmpty {
                state.makeRoom(forRecords: records.count, bytes: bytes, in: settings)
            }
            if state.waiting.isEmpty, state.hasRoom(forRecords: records.count, bytes: bytes, in: settings) {
                return .added(state.add(records, bytes: bytes))
            }
            guard state.waiting.count < settings.waitingAppends else { return .full }
            let outcome = OneShot<EventLogError?>()
            state.enqueue(.init(records: records, bytes: bytes, outcome: outcome))
            return .waiting(outcome)
        }
        switch answer {
        case .added(let sleepers):
            sleepers.forEach { $0.resume() }
            return nil
        case .waiting(let outcome):
            return outcome
        case .full:
            throw .full
        }
    }

    /// Takes records that wait for room out of the line; too late for those that have entered.
    func withdraw(_ outcome: OneShot<EventLogError?>, because error: EventLogError) {
        let next = state.withLock { state in
            state.withdraw(outcome) ? state.admitWaiting(settings) : nil
        }
        guard let next else { return }
        outcome.set(error)
        proceed(next)
    }

    private func proceed(_ next: (admitted: [OneShot<EventLogError?>], sleepers: [PartitionState.Wakeup])) {
        next.admitted.forEach { $0.set(nil) }
        next.sleepers.forEach { $0.resume() }
    }

    // MARK: Consuming

    /// Keeps records for a group from now on.
    func addGroup(_ group: String, from start: GroupStart) {
        state.withLock { $0.addGroup(group, from: start) }
    }

    /// How many records a group has still to commit.
    func lag(of group: String) -> Int {
        state.withLock { state in
            Int(state.endOffset - (state.cursors[group]?.position ?? state.firstOffset))
        }
    }

    /// The next records of a group, as soon as there are any; nil when the task is cancelled.
    ///
    /// What is not committed is returned again. Only one task may ask for a group at a time.
    func nextBatch(for group: String) async -> PartitionBatch? {
        while !Task.isCancelled {
            let batch = state.withLock { state in
                state.batch(for: group, partition: partition, limit: settings.batchSize)
            }
            guard let batch else {
                await waitForRecords(of: group)
                continue
            }
            if !batch.records.isEmpty { return batch }
            // Nothing but dead letters.
            commit(group, to: batch.end)
        }
        return nil
    }

    /// Marks a group's records before an offset as done.
    func commit(_ group: String, to offset: Int64) {
        let next = state.withLock { state in
            state.commit(group, to: offset)
            return state.admitWaiting(settings)
        }
        proceed(next)
    }

    /// Leaves a record out of the group's batches from now on.
    func skip(_ offset: Int64, for group: String) {
        state.withLock { state in
            _ = state.cursors[group]?.skipped.insert(offset)
        }
    }

    /// Sleeps until there is a record for the group, or the task is cancelled.
    private func waitForRecords(of group: String) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: PartitionState.Wakeup) in
                let mustSleep = state.withLock { state in
                    // Asked under the lock, so that the handler below runs either before this, and is seen, or after
                    // it, and finds the sleeper.
                    guard !Task.isCancelled, let cursor = state.cursors[group], cursor.position >= state.endOffset
                    else { return false }
                    state.cursors[group]?.sleeper = continuation
                    return true
                }
                if !mustSleep { continuation.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.cursors[group]?.sleeper
                state.cursors[group]?.sleeper = nil
                return sleeper
            }
            sleeper?.resume()
        }
    }
}
