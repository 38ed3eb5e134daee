/// Bounds how long work may take.
enum Deadline {
    /// Runs work away from the caller's executor, and gives up on it when the deadline passes.
    ///
    /// Work that ignores its cancellation is still waited for: nothing runs on behind the caller's back.
    ///
    /// - Throws: what the work throws; `deadlineExceeded` once the deadline has passed.
    @concurrent
    static func run<Value: Sendable>(
        until deadline: ContinuousClock.Instant?, _ work: @escaping @Sendable () async throws -> Value
    ) async throws(RPCStatus) -> Value {
        guard let deadline else { return try await attempt(work).get() }
        guard deadline > .now else { throw RPCStatus(.deadlineExceeded) }
        let outcome = await withTaskGroup(of: Result<Value, RPCStatus>?.self) { group in
            group.addTask { await attempt(work) }
            group.addTask {
                try? await Task.sleep(until: deadline, clock: .continuous)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        switch outcome {
        case .success(let value): return value
        case .failure(let status) where status.code == .cancelled && deadline <= .now:
            throw RPCStatus(.deadlineExceeded)
        case .failure(let status): throw status
        case nil: throw RPCStatus(Task.isCancelled ? .cancelled : .deadlineExceeded)
        }
    }

    @concurrent
    private static func attempt<Value: Sendable>(
        _ work: @Sendable () async throws -> Value
    ) async -> Result<Value, RPCStatus> {
        do {
            return .success(try await work())
        } catch {
            return .failure(RPCStatus(error))
        }
    }
}
