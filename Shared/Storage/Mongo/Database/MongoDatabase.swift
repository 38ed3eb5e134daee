package import Logging
package import Metrics
internal import NIOPosix

/// One database of a replica set, whose calls run on threads of its own.
///
/// Neither an event loop nor the cooperative pool is ever blocked. Calls beyond the bounds of the settings fail at once.
/// There are two ways in: `perform` for commands that each stand alone, `transaction` for those that belong together.
package final class MongoDatabase: Sendable {
    /// The database's name.
    package let name: String

    private let settings: MongoSettings
    private let pool: MongoClientPool
    private let threads: NIOThreadPool
    private let gate: AccessGate
    private let watch: MongoWatch
    private let turns: Turns

    /// Whether the database answered the last call, or none has been made.
    package var isHealthy: Bool { watch.isHealthy }

    /// Prepares the way to a database.
    ///
    /// Nothing is connected, made or checked yet: see `open`.
    ///
    /// - Parameters:
    ///   - name: The database's name.
    ///   - settings: Where it is, and how it is worked with.
    ///   - logger: Told when calls begin to fail, and when they succeed again.
    ///   - metrics: Where the counters go; the process's own by default.
    /// - Throws: `MongoOpenError` for an address that is not one.
    package init(
        _ name: String, settings: MongoSettings, logger: Logger = Logger(label: "parley.storage"),
        metrics: any MetricsFactory = MetricsSystem.factory
    ) throws(MongoOpenError) {
        do {
            pool = try MongoClientPool(settings, for: name)
        } catch {
            throw MongoOpenError(database: name, reason: .badAddress(detail: error.detail))
        }
        self.name = name
        self.settings = settings
        threads = NIOThreadPool(numberOfThreads: max(1, settings.threads))
        threads.start()
        gate = AccessGate(limit: settings.waitingCalls)
        // What everybody changes at once must not shut out all else.
        turns = Turns(limit: settings.waitingCalls / 4 * 3)
        watch = MongoWatch(name: name, logger: logger, factory: metrics)
    }

    deinit {
        // The connections go last, and not on a thread of the cooperative pool: it takes them a moment.
        threads.shutdownGracefully { [pool] _ in withExtendedLifetime(pool) {} }
    }

    /// Runs commands that each stand alone.
    ///
    /// Sees every write that has returned before the call.
    ///
    /// - Parameter body: Runs on a thread of this database.
    /// - Returns: What `body` returns.
    /// - Throws: `StoreError` for failures of the store; what `body` throws of its own; `CancellationError`.
    package func perform<Value: Sendable>(
        _ body: @escaping @Sendable (MongoConnection) throws -> Value
    ) async throws -> Value {
        guard gate.enter() else { throw watch.refused() }
        defer { gate.leave() }
        do {
            return try await call(isTransaction: false, body)
        } catch {
            throw watch.failure(error)
        }
    }

    /// Runs commands that belong together: all of what they write is there, durably, or nothing is.
    ///
    /// They see one moment of the database, with what they have written themselves. When others change the same
    /// meanwhile, `body` runs again, after a short random pause. Should that be a process that was lost, its transaction is
    /// ended once nothing came from it for `MongoSettings.abandonment`.
    ///
    /// - Parameters:
    ///   - thing: What is changed: such calls of this process come one after another instead of in each other's way.
    ///     They may be three quarters of ``MongoSettings/waitingCalls``; beyond that they fail with `unavailable`.
    ///   - body: Runs on a thread of this database, perhaps more than once; what it throws undoes the transaction.
    /// - Returns: What `body` returned at last.
    /// - Throws: `StoreError` for failures of the store, `timeout` if it is not known whether the commit succeeded; what
    ///   `body` throws of its own; `CancellationError`, then nothing was written.
    package func transaction<Value: Sendable>(
        on thing: String? = nil, _ body: @escaping @Sendable (MongoConnection) throws -> Value
    ) async throws -> Value {
        guard gate.enter() else { throw watch.refused() }
        defer { gate.leave() }
        if let thing {
            guard await turns.take(thing) else { throw watch.refused() }
        }
        defer { if let thing { turns.giveBack(thing) } }
        do {
            return try await repeated(body)
        } catch {
            throw watch.failure(error)
        }
    }

    /// Lets the calls that are under way finish, and ends the threads.
    ///
    /// Calls that come later fail with `StoreError.unavailable`.
    package func close() async {
        await gate.close()
        try? await threads.shutdownGracefully()
    }

    private func repeated<Value: Sendable>(
        _ body: @escaping @Sendable (MongoConnection) throws -> Value
    ) async throws -> Value {
        let deadline = ContinuousClock.now + settings.retryTime
        var patience = ContinuousClock.now + settings.abandonment / 2
        var pause = Duration.milliseconds(4)
        while true {
            do {
                return try await call(isTransaction: true) { [settings] connection in
                    try connection.inTransaction(settings, body)
                }
            } catch let error as MongoBeginAgain {
                guard ContinuousClock.now < deadline else { throw error.cause ?? error as any Error }
                watch.beginsAgain()
                if patience < ContinuousClock.now {
                    await endAbandonedTransactions()
                    patience = .now + settings.abandonment / 2
                }
                try await Task.sleep(for: pause * Double.random(in: 0.5...1))
                pause = min(pause * 2, .milliseconds(250))
            }
        }
    }

    /// Frees what processes that were lost hold; where the server does not allow it, it does so itself after a while.
    private func endAbandonedTransactions() async {
        let ended = try? await call(isTransaction: false) { [settings] connection in
            try connection.endAbandonedTransactions(idleFor: settings.abandonment)
        }
        if let ended, ended > 0 { watch.endedAbandoned(ended) }
    }

    private func call<Value: Sendable>(
        isTransaction: Bool, _ body: @escaping @Sendable (MongoConnection) throws -> Value
    ) async throws -> Value {
        let latest = ContinuousClock.now + settings.queueTimeout
        return try await threads.runIfActive { [pool, name, watch] in
            let start = ContinuousClock.now
            guard start < latest else { throw StoreError.unavailable }
            let value = try pool.withClient { try body(MongoConnection(client: $0, database: name)) }
            watch.succeeded(isTransaction: isTransaction, in: start.duration(to: .now))
            return value
        }
    }
}
