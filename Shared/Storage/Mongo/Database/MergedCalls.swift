/// Merges calls of the same kind: what is asked while others are being answered goes with the next command.
///
/// A command costs the server many times what a document in it does. Nothing is held back to gather company, so a lone
/// call is made at once. Once made, it goes on even if the calling task is cancelled. Only calls with the same key are
/// merged; those with another do not wait for them. When the server is away, whoever waits hears of it with the first.
package actor MergedCalls<Call: Sendable, Answer: Sendable> {
    /// Makes calls by as few commands as it can: an answer for each, in order.
    ///
    /// What it throws goes for all of them; unless it is an outage, each is then tried alone.
    package typealias Perform = @Sendable ([Call]) async throws -> [Answer]

    private struct Waiting {
        let call: Call
        let continuation: CheckedContinuation<Answer, any Error>
    }

    /// Calls that may wait.
    package static var limit: Int { 4_096 }

    private let lanes: Int
    private let capacity: Int
    private let size: @Sendable (Call) -> Int
    private let key: @Sendable (Call) -> String
    private let perform: Perform
    private var queues: [String: Queue] = [:]

    /// The calls with one key; kept while there are any.
    private struct Queue {
        var waiting: [Waiting] = []
        /// Groups under way.
        var running = 0
    }

    /// How many calls wait.
    private(set) var count = 0

    /// Merges nothing yet.
    ///
    /// - Parameters:
    ///   - lanes: Groups of one key under way at once: while one waits for the disk, the server works on another.
    ///   - capacity: The size of one group, unless one call is larger.
    ///   - size: How large a call is; one by default.
    ///   - key: What calls must have in common; nothing by default.
    ///   - perform: Makes the calls of a group.
    package init(
        lanes: Int = 2, capacity: Int, size: @escaping @Sendable (Call) -> Int = { _ in 1 },
        key: @escaping @Sendable (Call) -> String = { _ in "" }, _ perform: @escaping Perform
    ) {
        self.lanes = lanes
        self.capacity = capacity
        self.size = size
        self.key = key
        self.perform = perform
    }

    /// Makes a call.
    ///
    /// - Returns: Its answer.
    /// - Throws: What performing it throws; `StoreError.unavailable`, too, when too many wait.
    package func answer(to call: Call) async throws -> Answer {
        guard count < Self.limit else { throw StoreError.unavailable }
        return try await withCheckedThrowingContinuation { continuation in
            let key = key(call)
            count += 1
            queues[key, default: Queue()].waiting.append(Waiting(call: call, continuation: continuation))
            guard let running = queues[key]?.running, running < lanes else { return }
            queues[key]?.running += 1
            // Ends when nothing waits: everybody whom it works for waits for it.
            Task { await work(on: key) }
        }
    }

    private func work(on key: String) async {
        while let group = takeGroup(from: key) {
            if await !settle(group) { refuse(takeAll(from: key)) }
        }
        queues[key]?.running -= 1
        if queues[key]?.running == 0 { queues[key] = nil }
    }

    private func takeGroup(from key: String) -> [Waiting]? {
        guard let waiting = queues[key]?.waiting, !waiting.isEmpty else { return nil }
        var total = 0
        let end = waiting.firstIndex { next in
            total += size(next.call)
            return total > capacity
        }
        let group = Array(waiting[..<max(1, end ?? waiting.count)])
        queues[key]?.waiting.removeFirst(group.count)
        count -= group.count
        return group
    }

    private func takeAll(from key: String) -> [Waiting] {
        let waiting = queues[key]?.waiting ?? []
        queues[key]?.waiting = []
        count -= waiting.count
        return waiting
    }

    /// Makes the calls of a group.
    ///
    /// - Returns: Whether the server is there.
    private func settle(_ group: [Waiting]) async -> Bool {
        do {
            // In a closure: a key path into a generic type is made anew at each call.
            let answers = try await perform(group.map { $0.call })
            guard answers.count == group.count else { throw StoreError.corrupted }
            for (member, answer) in zip(group, answers) { member.continuation.resume(returning: answer) }
            return true
        } catch {
            guard group.count > 1, !Self.isOutage(error) else {
                for member in group { member.continuation.resume(throwing: error) }
                return !Self.isOutage(error)
            }
            // One that cannot be answered is not to keep the others from their answers.
            for (index, member) in group.enumerated() where await !settle([member]) {
                refuse(group[(index + 1)...])
                return false
            }
            return true
        }
    }

    /// Answers calls that nobody has tried to make.
    private func refuse(_ members: some Sequence<Waiting>) {
        for member in members { member.continuation.resume(throwing: StoreError.unavailable) }
    }

    private static func isOutage(_ error: any Error) -> Bool {
        switch error as? StoreError {
        case .unavailable, .timeout: true
        default: error is CancellationError
        }
    }
}
