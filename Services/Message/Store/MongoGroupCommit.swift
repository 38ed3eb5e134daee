import Storage

/// Merges the batches of several partitions: what comes while others are being stored is stored by the same commands.
///
/// A command costs the server many times what a document in it does. Nothing is held back to gather company, so a lone
/// batch is stored at once. Once called, a batch is stored even if the calling task is cancelled.
actor MongoGroupCommit {
    /// A batch, and its parts by topic.
    struct Batch: Sendable {
        let messages: [NewMessage]
        let parts: [TopicPart]
    }

    /// Stores batches, in order.
    ///
    /// - Throws: `StoreError` for all of them.
    typealias Store = @Sendable ([Batch]) async throws -> [InsertOutcome]

    private struct Waiting {
        let batch: Batch
        let continuation: CheckedContinuation<InsertOutcome, any Error>
    }

    /// Groups under way at once: while one waits for the disk, the server works on another.
    private static let lanes = 2
    /// Messages in one group, unless one batch has more.
    private static let capacity = 1_000

    private let store: Store
    /// Bounded by the callers: a partition has one batch at a time.
    private var waiting: [Waiting] = []
    private var running = 0

    /// How many batches wait.
    var count: Int { waiting.count }

    init(_ store: @escaping Store) {
        self.store = store
    }

    /// Stores a batch.
    ///
    /// - Throws: What the store throws for it.
    func insert(_ batch: Batch) async throws -> InsertOutcome {
        try await withCheckedThrowingContinuation { continuation in
            waiting.append(Waiting(batch: batch, continuation: continuation))
            guard running < Self.lanes else { return }
            running += 1
            // Ends when nothing waits: everybody whom it works for waits for it.
            Task { await work() }
        }
    }

    private func work() async {
        while !waiting.isEmpty {
            await settle(takeGroup())
        }
        running -= 1
    }

    private func takeGroup() -> [Waiting] {
        var count = 0
        let end = waiting.firstIndex { next in
            count += next.batch.messages.count
            return count > Self.capacity
        }
        let group = Array(waiting[..<max(1, end ?? waiting.count)])
        waiting.removeFirst(group.count)
        return group
    }

    private func settle(_ group: [Waiting]) async {
        do {
            let outcomes = try await store(group.map(\.batch))
            for (member, outcome) in zip(group, outcomes) { member.continuation.resume(returning: outcome) }
        } catch {
            guard group.count > 1, !Self.isOutage(error) else {
                for member in group { member.continuation.resume(throwing: error) }
                return
            }
            // One that cannot be stored is not to keep the others out.
            for member in group { await settle([member]) }
        }
    }

    private static func isOutage(_ error: any Error) -> Bool {
        switch error as? StoreError {
        case .unavailable, .timeout: true
        default: error is CancellationError
        }
    }
}
