import DequeModule
import Synchronization

/// The records of one partition between the thread that reads them and the worker that processes them.
final class KafkaPartitionBuffer: Sendable {
    private struct State {
        var records: Deque<ConsumedRecord> = []
        /// The place after the youngest record that ever was in here.
        var end: Int64 = 0
        var isClosed = false
        var isPaused = false
        var bell: OneShot<Void>?

        /// Before it everything is done with.
        var done: Int64 { records.first?.offset ?? end }
    }

    let partition: Int
    private let capacity: Int
    private let batchSize: Int
    private let state = Mutex(State())

    init(partition: Int, capacity: Int, batchSize: Int) {
        self.partition = partition
        self.capacity = capacity
        self.batchSize = batchSize
    }

    // MARK: The thread that reads

    /// Adds a record; true if reading should pause now.
    func add(_ record: ConsumedRecord) -> Bool {
        let (bell, pauses) = state.withLock { state -> (OneShot<Void>?, Bool) in
            guard !state.isClosed, record.offset >= state.end else { return (nil, false) }
            state.records.append(record)
            state.end = record.offset + 1
            defer { state.bell = nil }
            let pauses = !state.isPaused && state.records.count >= capacity
            if pauses { state.isPaused = true }
            return (state.bell, pauses)
        }
        bell?.set(())
        return pauses
    }

    /// Lets no more in, and ends the batches.
    func close() {
        let bell = state.withLock { state -> OneShot<Void>? in
            state.isClosed = true
            defer { state.bell = nil }
            return state.bell
        }
        bell?.set(())
    }

    /// Where the next owner begins, or nil if nothing was ever read.
    var committable: Int64? { state.withLock { $0.end > 0 ? $0.done : nil } }

    // MARK: The worker

    /// The oldest records that are not done with, as soon as there are any; nil when the buffer is closed.
    func nextBatch() async -> [ConsumedRecord]? {
        while true {
            let bell = OneShot<Void>()
            let batch: [ConsumedRecord]?? = state.withLock { state in
                if state.isClosed { return .some(nil) }
                if !state.records.isEmpty { return Array(state.records.prefix(batchSize)) }
                state.bell = bell
                return .none
            }
            if let batch { return batch }
            await bell.value()
        }
    }

    /// Removes records that are done with.
    ///
    /// - Parameter range: Where in the batch.
    /// - Returns: What may be committed, and whether reading should go on now.
    func remove(_ range: Range<Int>) -> (offset: Int64, resumes: Bool) {
        state.withLock { state in
            state.records.removeSubrange(range)
            let resumes = state.isPaused && state.records.count <= capacity / 2
            if resumes { state.isPaused = false }
            return (state.done, resumes)
        }
    }
}
