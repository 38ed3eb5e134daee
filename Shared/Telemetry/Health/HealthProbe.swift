/// One check, of which at most one run is under way: whoever asks meanwhile waits for the same run.
///
/// A check that hangs costs one task, however often it is asked for, and every asker is answered at the time limit.
actor HealthProbe {
    nonisolated let name: String
    nonisolated let kind: HealthCheckKind

    private let timeout: Duration
    private let clock: any Clock<Duration>
    private let check: @Sendable () async throws -> Void

    private var run: Task<Void, Never>?
    private var waiters: [Int: AsyncStream<HealthOutcome>.Continuation] = [:]
    private var nextWaiter = 0

    init(
        _ name: String, _ kind: HealthCheckKind, timeout: Duration, clock: any Clock<Duration>,
        check: @escaping @Sendable () async throws -> Void
    ) {
        self.name = name
        self.kind = kind
        self.timeout = timeout
        self.clock = clock
        self.check = check
    }

    deinit {
        run?.cancel()
    }

    /// Runs the check, or joins the run that is under way; answers at the time limit at the latest.
    func outcome() async -> HealthOutcome {
        let (answers, answer) = AsyncStream.makeStream(of: HealthOutcome.self, bufferingPolicy: .bufferingNewest(1))
        let number = nextWaiter
        nextWaiter += 1
        waiters[number] = answer
        defer { leave(number) }
        if run == nil { start() }
        return await Self.first(of: answers, within: timeout, on: clock)
    }

    private func start() {
        run = Task { [check] in
            let outcome = await Self.perform(check)
            finish(outcome)
        }
    }

    private func finish(_ outcome: HealthOutcome) {
        run = nil
        for waiter in waiters.values {
            waiter.yield(outcome)
            waiter.finish()
        }
    }

    /// Lets go of an asker.
    ///
    /// A run that nobody waits for any longer is told to stop; until it does, it is the only one.
    private func leave(_ number: Int) {
        waiters[number] = nil
        if waiters.isEmpty { run?.cancel() }
    }

    private static func perform(_ check: @Sendable () async throws -> Void) async -> HealthOutcome {
        do {
            try await check()
            return .passed
        } catch let failure as HealthFailure {
            return .failed(reason: failure.reason)
        } catch {
            return .failed(reason: "\(type(of: error))")
        }
    }

    private static func first(
        of answers: AsyncStream<HealthOutcome>, within timeout: Duration, on clock: any Clock<Duration>
    ) async -> HealthOutcome {
        await withTaskGroup(of: HealthOutcome?.self) { group in
            group.addTask { await answers.first { _ in true } }
            group.addTask {
                // Cancelled as soon as there is an answer.
                try? await clock.sleep(for: timeout)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next()?.flatMap { $0 } ?? .timedOut(after: timeout)
        }
    }
}
