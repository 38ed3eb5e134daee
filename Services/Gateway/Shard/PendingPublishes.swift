import Contracts

/// A publish whose acknowledgement is still to come.
struct PendingPublish {
    let session: UInt64
    /// The client's number of the request.
    let id: String?
    /// The topic as the client named it.
    let topic: String
    /// Milliseconds.
    let since: Int64
}

/// The publishes of one shard between the client and the log: those still to be submitted, and those that wait for
/// their acknowledgement.
///
/// One submit call is under way at a time, so a session's messages keep their order, and what comes in meanwhile makes
/// the next batch.
struct PendingPublishes {
    /// Publishes a shard may have waiting: beyond it clients are told to come back.
    static let capacity = 20_000
    /// Submissions in one call.
    static let batch = 512

    private let shard: Int
    private var last: UInt64 = 0
    private var waiting: [UInt64: PendingPublish] = [:]
    private var queue: [Submission] = []
    /// Whether a call is under way.
    var isSubmitting = false

    init(shard: Int) {
        self.shard = shard
    }

    /// The shard that a submission number belongs to.
    static func shard(of submission: UInt64) -> Int {
        Int(submission & 0xff)
    }

    var isFull: Bool {
        waiting.count >= Self.capacity
    }

    /// The number of the next submission.
    mutating func nextNumber() -> UInt64 {
        last += 1
        return last << 8 | UInt64(shard)
    }

    /// Queues a publish under the number in its origin.
    mutating func add(_ submission: Submission, as publish: PendingPublish) {
        guard let origin = submission.origin else { return }
        waiting[origin.submission] = publish
        queue.append(submission)
    }

    /// The next batch to submit, in order; empty when there is nothing.
    mutating func takeBatch() -> [Submission] {
        let batch = Array(queue.prefix(Self.batch))
        queue.removeFirst(batch.count)
        return batch
    }

    /// Ends the waiting of one publish; nil when it is no longer waited for.
    mutating func settle(_ submission: UInt64) -> PendingPublish? {
        waiting.removeValue(forKey: submission)
    }

    /// Ends the waiting of all that have waited since before `moment`.
    mutating func settleAll(before moment: Int64) -> [PendingPublish] {
        let late = waiting.filter { $0.value.since < moment }
        for number in late.keys {
            waiting[number] = nil
        }
        return late.sorted { $0.key < $1.key }.map(\.value)
    }
}
