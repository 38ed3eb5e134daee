package import Logging

/// Moves the entries of an outbox to a log, in order and at least once.
///
/// An entry is removed only after the log has it, so that a crash between the two appends it again. Run one relay an
/// outbox: two would append everything twice, and out of order.
package struct OutboxRelay: Sendable {
    private let source: any OutboxSource
    private let log: any EventLog
    private let topic: LogTopic
    private let settings: Settings
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// Makes a relay.
    ///
    /// - Parameters:
    ///   - source: Where the entries are.
    ///   - log: Where they go.
    ///   - topic: The topic for all of them.
    ///   - settings: Sizes and pauses.
    ///   - clock: Measures the pauses.
    ///   - logger: Is told of failures, without content.
    package init(
        from source: any OutboxSource,
        to log: any EventLog,
        topic: LogTopic,
        settings: Settings = Settings(),
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger = Logger(label: "parley.outbox"),
    ) {
        self.source = source
        self.log = log
        self.topic = topic
        self.settings = settings
        self.clock = clock
        self.logger = logger
    }

    /// Moves entries until the task is cancelled, which is a normal end.
    ///
    /// Failures of the outbox or the log are logged and retried with growing pauses; meanwhile nothing overtakes the
    /// entry that failed. It throws nothing today; the signature is that of a long-running service.
    package func run() async throws {
        // One element is enough: it means "look again", and looking takes all there is.
        let (looks, look) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let wakeups = source.wakeups
        look.yield()
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await _ in wakeups { look.yield() }
            }
            group.addTask {
                while (try? await clock.sleep(for: settings.pollInterval)) != nil { look.yield() }
            }
            for await _ in looks {
                await moveAll()
            }
            group.cancelAll()
        }
    }

    /// Moves what there is, however many attempts it takes.
    private func moveAll() async {
        var retryDelay = settings.retryDelay
        while !Task.isCancelled {
            do {
                if try await moveBatch() < settings.batchSize { return }
                retryDelay.reset()
            } catch {
                if Task.isCancelled { return }
                let pause = retryDelay.next()
                logger.warning(
                    "outbox entries could not be moved, will be retried",
                    metadata: [
                        "topic": "\(topic.name)", "error": "\(type(of: error))", "pause": "\(pause)",
                    ])
                guard (try? await clock.sleep(for: pause)) != nil else { return }
            }
        }
    }

    /// Moves the oldest entries, and returns how many.
    private func moveBatch() async throws -> Int {
        let entries = try await source.pending(limit: settings.batchSize)
        guard let last = entries.last else { return 0 }
        try await log.append(entries.map(\.record), to: topic)
        try await source.remove(through: last.id)
        return entries.count
    }
}
