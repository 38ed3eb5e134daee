import DequeModule
import Synchronization

/// The records of one partition between the thread that reads them and the worker that processes them.
final class KafkaPartitionBuffer: Sendable {
    /// What is done with, and whether reading should go on.
    typealias Progress = (offset: Int64, resumes: Bool)

    private struct State {
        var records: Deque<ConsumedRecord> = []
        var bytes = 0
        /// The place after the youngest record that ever was in here.
        var end: Int64
        var isClosed = false
        var isPaused = false
        var bell: OneShot<Void>?

        /// Before it everything is done with.
        var done: Int64 { records.first?.offset ?? end }
    }

    let partition: Int
    private let capacity: Int
    private let byteCapacity: Int
    private let batchSize: Int
    private let state: Mutex<State>

    /// - Parameters:
    ///   - partition: The partition.
    ///   - begin: Where reading begins, if that is known before the first record.
    ///   - capacity: How many records are in here before reading should pause.
    ///   - bytes: How many bytes are, before it should.
    ///   - batchSize: The most records in a batch.
    init(partition: Int, begin: Int64 = 0, capacity: Int, bytes: Int, batchSize: Int) {
        state = Mutex(State(end: begin))
        self.partition = partition
        self.capacity = capacity
        byteCapacity = bytes
        self.batchSize = batchSize
    }

    // MARK: The thread that reads

    /// Adds a record; true if reading should pause now.
    func add(_ record: ConsumedRecord) -> Bool {
        let (bell, pauses) = state.withLock { state -> (OneShot<Void>?, Bool) in
            guard !state.isClosed, record.offset >= state.end else { return (nil, false) }
            state.records.append(record)
            state.bytes += record.record.size
            state.end = record.offset + 1
            defer { state.bell = nil }
            let pauses = !state.isPaused && (state.records.count >= capacity || state.bytes >= byteCapacity)
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

    /// Whether reading should rest.
    var isPaused: Bool { state.withLock { $0.isPaused } }

    /// Where the next owner begins, or nil if nothing was ever read.
    var committable: Int64? { state.withLock { $0.end > 0 ? $0.done : nil } }

    // MARK: The worker

    /// The oldest records that are not done with, as soon as there are any; nil when the buffer is closed.
    func nextBatch() async -> PartitionBatch? {
        while true {
            let bell = OneShot<Void>()
            let batch: PartitionBatch?? = state.withLock { state in
                if state.isClosed { return .some(nil) }
                let records = Array(state.records.prefix(batchSize))
                if let last = records.last { return PartitionBatch(records: records, end: last.offset + 1) }
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
    func remove(_ range: Range<Int>) -> Progress {
        state.withLock { state in
            state.bytes -= state.records[range].reduce(0) { $0 + $1.record.size }
            state.records.removeSubrange(range)
            let resumes = state.isPaused && state.records.count <= capacity / 2 && state.bytes <= byteCapacity / 2
            if resumes { state.isPaused = false }
            return (state.done, resumes)
        }
    }
}
