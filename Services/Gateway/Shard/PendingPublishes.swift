import Contracts
import DequeModule

/// A publish whose acknowledgement is still to come.
struct PendingPublish {
    let session: UInt64
    /// The client's number of the request.
    let id: String?
    /// The topic as the client named it.
    let topic: String
    /// Milliseconds.
    let since: Int64
    /// The files that the message uses.
    var files: HeldFiles?
    /// The message, where plugins may want to be told of it.
    var submission: Submission?
    /// The call that it begins; nil for none.
    var call: Int64?
}

/// The publishes of one shard between the client and the log: those still to be submitted, and those that wait for
/// their acknowledgement.
///
/// One submit call is under way at a time, so a session's messages keep their order, and what comes in meanwhile makes
/// the next batch.
struct PendingPublishes {
    /// Publishes a shard may have waiting: beyond it clients are told to come back.
    static let capacity = 20_000
    /// Bytes of those still to be submitted.
    static let queueSize = 32 << 20
    /// Publishes that one session may have waiting, so that it does not take everybody's place.
    static let sessionCapacity = 4096
    /// Submissions in one call.
    static let batch = 512
    /// Bytes after which a call is full: what the largest submission adds still fits into an RPC message.
    static let batchSize = 1 << 20

    private let shard: Int
    /// Begins anywhere, so that no acknowledgement for a former process at the same address fits a publish of this one.
    private var last = UInt64.random(in: 0..<1 << 54)
    private var waiting: [UInt64: PendingPublish] = [:]
    private var queue = Deque<Submission>()
    private var queuedBytes = 0
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
        waiting.count >= Self.capacity || queuedBytes >= Self.queueSize
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
        queuedBytes += submission.size
    }

    /// The next batch to submit, in order; empty when there is nothing.
    ///
    /// What was given up meanwhile is left out: its client was told that it is not done.
    mutating func takeBatch() -> [Submission] {
        var batch: [Submission] = []
        var bytes = 0
        while batch.count < Self.batch, bytes < Self.batchSize, let next = queue.popFirst() {
            queuedBytes -= next.size
            guard let number = next.origin?.submission, waiting[number] != nil else { continue }
            bytes += next.size
            batch.append(next)
        }
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

extension Submission {
    /// About how many bytes it is long.
    fileprivate var size: Int {
        256 + content.count + head.count + topic.utf8.count + idempotencyKey.utf8.count
            + attachments.reduce(0) { $0 + $1.utf8.count + 8 }
    }
}
