internal import GRDB

/// One caller's write, with the caller waiting behind it.
struct PendingWrite: Sendable {
    /// Tells the caller that its write is on the disk.
    typealias Success = @Sendable () -> Void

    /// Does the write inside the open transaction, and returns what to do once that is committed.
    let perform: @Sendable (Database) throws -> Success

    /// Tells the caller that nothing was written.
    let fail: @Sendable (any Error) -> Void

    init<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value,
        _ continuation: CheckedContinuation<Value, any Error>
    ) {
        perform = { db in
            let value = try body(db)
            return { continuation.resume(returning: value) }
        }
        fail = { error in continuation.resume(throwing: error) }
    }
}
