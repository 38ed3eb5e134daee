import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Keeps one connection to Redis: makes it, logs in, and when it is lost makes another, until it is closed.
///
/// Nobody waits for a lost connection: until there is another all commands fail at once. Only those that come while the
/// very first one is made wait for it, no longer than an answer may take.
final class RedisLink: Sendable {
    typealias Done = RedisConnection.Done

    private enum Phase {
        /// The very first connection is being made, and these commands wait for it.
        case starting([(batch: RedisBatch, done: Done)])
        case ready(RedisConnection)
        case down
        case closed

        /// The commands that wait.
        var waiting: [(batch: RedisBatch, done: Done)] {
            if case .starting(let waiting) = self { waiting } else { [] }
        }
    }

    private struct State {
        var phase = Phase.starting([])
        /// How many connections in a row were not made or not kept.
        var failures = 0
        var readySince = NIODeadline.uptimeNanoseconds(0)
    }

    private let plan: RedisLinkPlan
    private let eventLoop: any EventLoop
    private let logger: Logger
    private let state: NIOLoopBoundBox<State>
    private let accepts = Atomic(true)
    private let ready = Atomic(false)

    /// Makes a link that is not started.
    ///
    /// - Parameters:
    ///   - plan: Where it leads to, and how it behaves.
    ///   - eventLoop: Where it lives.
    ///   - logger: Is told when the server is lost and found.
    init(_ plan: RedisLinkPlan, eventLoop: any EventLoop, logger: Logger) {
        self.plan = plan
        self.eventLoop = eventLoop
        self.logger = logger
        state = NIOLoopBoundBox.makeBoxSendingValue(State(), eventLoop: eventLoop)
    }

    /// Whether there is a connection now.
    var isReady: Bool { ready.load(ordering: .relaxed) }

    /// Begins to connect; to be called once.
    func start() {
        eventLoop.execute {
            self.connect()
            self.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(self.plan.timeout)) { [weak self] in
                self?.stopWaiting()
            }
        }
    }

    /// Ends the connection and makes no other; what waits fails, and so does all that comes.
    func close() {
        eventLoop.execute { self.shut() }
    }

    // MARK: Commands

    /// Sends commands, and waits for their replies.
    ///
    /// - Returns: As many replies as there are commands; some may be refusals.
    /// - Throws: ``PresenceError/unavailable``, also if too much is on its way.
    func replies(to batch: RedisBatch, gate: RedisGate) async throws(PresenceError) -> [RedisValue] {
        guard accepts.load(ordering: .relaxed), gate.enter(batch) else { throw .unavailable }
        let result = await withCheckedContinuation { continuation in
            eventLoop.execute {
                self.pass(batch) { result in
                    gate.leave(batch)
                    continuation.resume(returning: result)
                }
            }
        }
        return try result.get()
    }

    /// Sends commands, and hopes; false if they were not even sent, as far as is known now.
    func post(_ batch: RedisBatch, gate: RedisGate) -> Bool {
        guard accepts.load(ordering: .relaxed), gate.enter(batch) else { return false }
        eventLoop.execute {
            self.pass(batch) { _ in gate.leave(batch) }
        }
        return true
    }

    /// Sends commands that are chosen when their turn has come; nobody waits for them.
    func post(_ choose: @escaping @Sendable () -> RedisBatch?) {
        eventLoop.execute {
            guard let batch = choose() else { return }
            self.pass(batch) { _ in }
        }
    }

    private func pass(_ batch: RedisBatch, _ done: @escaping Done) {
        switch state.value.phase {
        case .starting(let waiting): state.value.phase = .starting(waiting + [(batch, done)])
        case .ready(let connection): connection.send(batch, done)
        case .down, .closed: done(.failure(.unavailable))
        }
    }

    // MARK: Connections

    private var isClosed: Bool {
        if case .closed = state.value.phase { true } else { false }
    }

    private func connect() {
        guard !isClosed else { return }
        let (timeout, whenPushed) = (TimeAmount(plan.timeout), plan.whenPushed)
        ClientBootstrap(group: eventLoop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connectTimeout(timeout)
            .channelInitializer { [weak self] channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let codec = RedisCodec() else { throw PresenceError.unavailable }
                    let connection = RedisConnection(codec, timeout: timeout, whenPushed: whenPushed) {
                        self?.lost($0)
                    }
                    try channel.pipeline.syncOperations.addHandler(connection)
                }
            }
            .connect(host: plan.address.host, port: plan.address.port)
            .assumeIsolated()
            .whenComplete { self.connected($0) }
    }

    private func connected(_ result: Result<any Channel, any Error>) {
        guard let channel = try? result.get() else { return failed("unreachable") }
        guard let connection = try? channel.pipeline.syncOperations.handler(type: RedisConnection.self),
            let login = try? RedisBatch(plan.login.commands)
        else {
            channel.close(promise: nil)
            return failed("lost")
        }
        connection.send(login) { [plan] result in
            switch result {
            case .failure:
                self.failed("silent")
            case .success(let replies):
                if let refusal = plan.login.refusal(in: replies) {
                    connection.close()
                    self.failed(refusal)
                } else {
                    self.began(connection)
                }
            }
        }
    }

    private func began(_ connection: RedisConnection) {
        guard !isClosed else { return connection.close() }
        let waiting = state.value.phase.waiting
        state.value.phase = .ready(connection)
        state.value.readySince = eventLoop.now
        ready.store(true, ordering: .relaxed)
        if !accepts.exchange(true, ordering: .relaxed) { logger.notice("Redis is back", metadata: metadata()) }
        if let batch = plan.whenReady() { connection.send(batch) { _ in } }
        for (batch, done) in waiting { connection.send(batch, done) }
        probe(connection)
    }

    /// Asks from time to time whether the server is still there: its silence would else only be noticed by the next
    /// who needs it.
    private func probe(_ connection: RedisConnection) {
        eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(plan.probeInterval)) { [weak self, weak connection] in
            guard let self, let connection, case .ready(let current) = state.value.phase, current === connection,
                let ping = try? RedisBatch([RedisCommand("PING")])
            else { return }
            connection.send(ping) { _ in }
            probe(connection)
        }
    }

    /// Has nobody wait any longer for the very first connection, which may still be made.
    private func stopWaiting() {
        if case .starting = state.value.phase { goDown("slow") }
    }

    /// A connection ended; only of interest if it was in use.
    private func lost(_ connection: RedisConnection) {
        guard case .ready(let current) = state.value.phase, current === connection else { return }
        // Whoever loses the connection as soon as it is there is not better off than who gets none.
        let wasKept = eventLoop.now - state.value.readySince >= TimeAmount(plan.backoff.limit)
        if wasKept { state.value.failures = 0 }
        failed("lost")
    }

    private func failed(_ reason: String) {
        guard !isClosed else { return }
        state.value.failures += 1
        let delay = TimeAmount(plan.backoff.delay(after: state.value.failures))
        eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in self?.connect() }
        goDown(reason)
    }

    private func goDown(_ reason: String) {
        let waiting = state.value.phase.waiting
        state.value.phase = .down
        ready.store(false, ordering: .relaxed)
        if accepts.exchange(false, ordering: .relaxed) {
            logger.warning("Redis is gone", metadata: metadata(reason))
        }
        for (_, done) in waiting { done(.failure(.unavailable)) }
    }

    private func shut() {
        let phase = state.value.phase
        state.value.phase = .closed
        accepts.store(false, ordering: .relaxed)
        ready.store(false, ordering: .relaxed)
        if case .ready(let connection) = phase { connection.close() }
        for (_, done) in phase.waiting { done(.failure(.unavailable)) }
    }

    private func metadata(_ reason: String? = nil) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["redis": "\(plan.address)", "link": "\(plan.name)"]
        if let reason { metadata["reason"] = "\(reason)" }
        return metadata
    }
}
