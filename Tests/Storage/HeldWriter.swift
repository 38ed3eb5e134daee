import Dispatch
import Testing

@testable import Storage

/// Calls that are lined up behind a write that is held, so that a test knows their order.
struct LineUp: Sendable {
    fileprivate let database: SQLiteDatabase
    fileprivate let started: AsyncStream<Task<Void, any Error>>.Continuation

    /// Starts a call.
    func add(_ call: @escaping @Sendable () async throws -> Void) {
        started.yield(Task { try await call() })
    }

    /// Starts a call that writes, and returns when its write waits behind the others.
    func addQueued(_ call: @escaping @Sendable () async throws -> Void) async {
        let before = database.waitingWrites
        add(call)
        while database.waitingWrites == before { await Task.yield() }
    }
}

/// Holds the writer, lets the test line up calls behind it, lets go and waits for all of them.
///
/// - Parameters:
///   - database: Whose writer is held. The held write changes nothing, and has a commit to itself.
///   - lineUp: Adds the calls.
///   - held: Is told the outcome of the held write, which by default has to succeed.
/// - Throws: What the calls threw.
func withHeldWriter(
    _ database: SQLiteDatabase,
    _ lineUp: (LineUp) async throws -> Void,
    held: ((any Error)?) -> Void = { error in #expect(error == nil) }
) async throws {
    let hold = DispatchSemaphore(value: 0)
    let (entered, enter) = AsyncStream.makeStream(of: Void.self)
    let first = Task {
        try await database.write { _ in
            enter.finish()
            hold.wait()
        }
    }
    for await _ in entered {}
    let (tasks, started) = AsyncStream.makeStream(of: Task<Void, any Error>.self)
    do {
        defer { hold.signal() }
        try await lineUp(LineUp(database: database, started: started))
    }
    started.finish()
    switch await first.result {
    case .success: held(nil)
    case .failure(let error): held(error)
    }
    for await task in tasks { try await task.value }
}
