import Contracts
import Logging
import Metrics
import Storage

/// Finds a place for every submission of a batch, and stores the new ones there.
struct Placement: Sendable {
    /// How often a batch is planned anew after conflicts before the log is asked to bring it back later.
    static let attempts = 5

    let store: any MessageStore
    let heads: HeadBook
    let logger: Logger
    let now: @Sendable () -> Int64
    private let conflicts = Counter(label: "parley_message_conflicts_total")

    init(store: any MessageStore, heads: HeadBook, logger: Logger, now: @escaping @Sendable () -> Int64) {
        self.store = store
        self.heads = heads
        self.logger = logger
        self.now = now
    }

    /// Places a batch.
    ///
    /// - Throws: ``UndecidedBatch``; what the store throws when nothing of the batch can have been stored, or nothing of it
    ///   can be told for good; `CancellationError`.
    func place(_ submissions: [Submission], partition: Int) async throws -> PlacedBatch {
        var isUndecided = false
        for attempt in 1...Self.attempts {
            // Nearly all keys are new, and the store finds those that are not: they are looked up only then.
            let looksKeysUp = attempt > 1
            let plan: SequencePlan
            do {
                plan = try await self.plan(submissions, partition: partition, looksKeysUp: looksKeysUp)
            } catch let error as CancellationError {
                throw error
            } catch StoreError.corrupted {
                // It would be the next time too, and all others wait behind: looked for apart, only its author is refused.
                throw StoreError.corrupted
            } catch {
                // What was tried before, here or by a former owner, may have stored a beginning.
                throw looksKeysUp || !heads.isSettled(partition) ? undecided(partition, isOutage: true) : error
            }
            do {
                if try await insert(plan) == .stored {
                    heads.remember(plan.heads, in: partition)
                    // Submissions are stored in the order of the log: behind a new one none was tried.
                    if plan.isNew.last == true { heads.settle(partition, true) }
                    return PlacedBatch(plan)
                }
                if looksKeysUp {
                    conflicts.increment()
                    logger.warning("another owner wrote to the partition", metadata: ["attempt": "\(attempt)"])
                }
            } catch StoreError.unavailable {
                heads.forget(partition)
                guard !isUndecided else { throw undecided(partition, isOutage: true) }
                return try await refused(submissions, plan, partition: partition, looksKeysUp: looksKeysUp)
            } catch StoreError.timeout {
                // Perhaps it is stored: the next reading of the keys tells.
                isUndecided = true
                logger.warning("an insert did not end in time", metadata: ["attempt": "\(attempt)"])
            } catch {
                heads.forget(partition)
                throw error
            }
            heads.forget(plan.heads.keys, in: partition)
        }
        throw undecided(partition, isOutage: isUndecided)
    }

    /// What gives a batch back to the log, which will bring it again.
    private func undecided(_ partition: Int, isOutage: Bool) -> UndecidedBatch {
        heads.settle(partition, false)
        return UndecidedBatch(isOutage: isOutage)
    }

    /// A batch of which nothing new could be stored: what had been stored before is found, if the store can be read.
    ///
    /// - Throws: ``UndecidedBatch``, when it cannot be read and some of the batch may be stored; `CancellationError`.
    private func refused(
        _ submissions: [Submission], _ plan: SequencePlan, partition: Int, looksKeysUp: Bool
    ) async throws -> PlacedBatch {
        var plan = plan
        if !looksKeysUp {
            do {
                let stored = try await store.places(of: submissions.map(\.messageKey))
                plan = SequencePlan(submissions, heads: [:], stored: stored, now: now())
            } catch let error as CancellationError {
                throw error
            } catch {
                guard heads.isSettled(partition) else { throw undecided(partition, isOutage: true) }
            }
        }
        return PlacedBatch(plan, of: submissions, failure: StoreError.unavailable)
    }

    private func plan(
        _ submissions: [Submission], partition: Int, looksKeysUp: Bool
    ) async throws -> SequencePlan {
        let topics = Set(submissions.map(\.topic))
        var known = heads.heads(of: topics, in: partition)
        let missing = topics.subtracting(known.keys)
        if !missing.isEmpty {
            known.merge(try await store.heads(of: missing)) { $1 }
        }
        let stored = looksKeysUp ? try await store.places(of: submissions.map(\.messageKey)) : [:]
        return SequencePlan(submissions, heads: known, stored: stored, now: now())
    }

    private func insert(_ plan: SequencePlan) async throws -> InsertOutcome {
        plan.messages.isEmpty ? .stored : try await store.insert(plan.messages)
    }
}
