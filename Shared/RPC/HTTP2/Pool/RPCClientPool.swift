package import NIOCore
import NIOPosix
import Synchronization

/// Makes calls to a service that has several replicas, wherever they are at present.
///
/// Unary calls take the connections in turn; a stream stays where it began. ``run()`` keeps the connections: without
/// it, calls wait until their deadline.
package final class RPCClientPool: RPCTransport {
    /// How long a connection has to last to count as one.
    private static let steady = Duration.seconds(5)

    private let resolver: RPCResolver
    private let settings: PoolSettings
    private let group: any EventLoopGroup
    private let security: RPCClientSecurity
    private let state = Mutex(PoolState<HTTP2RPCTransport>())
    private let deadlines = DeadlineWatch()
    /// Says that the addresses may be out of date.
    private let doubts: AsyncStream<Void>
    private let doubt: AsyncStream<Void>.Continuation

    /// Creates a pool without connections.
    ///
    /// - Parameters:
    ///   - resolver: Finds the replicas.
    ///   - settings: How the pool behaves.
    ///   - group: The event loops.
    ///   - security: How its connections are protected.
    package init(
        _ resolver: RPCResolver, settings: PoolSettings = PoolSettings(),
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        security: RPCClientSecurity = .plaintext
    ) {
        self.resolver = resolver
        self.settings = settings
        self.group = group
        self.security = security
        (doubts, doubt) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Whether a call would find a connection just now.
    package var isConnected: Bool { state.withLock(\.isConnected) }

    // MARK: Calls

    package func unary(_ path: String, _ request: [UInt8], options: CallOptions) async throws(RPCStatus) -> [UInt8] {
        let deadline = options.timeout.map { ContinuousClock.now + $0 }
        var options = options
        var last: HTTP2RPCTransport?
        var attempts = 0
        while true {
            let transport = try await connection(notAgain: last, until: deadline)
            last = transport
            options.timeout = deadline.map { $0 - .now }
            attempts += 1
            switch await transport.attempt(path, request, options: options) {
            case .success(let answer):
                return answer
            case .failure(let failure):
                guard attempts < settings.maxAttempts, mayRetry(failure, options) else { throw failure.status }
                try await pause(failure, after: attempts, until: deadline)
            }
        }
    }

    package func stream<Value: Sendable>(
        _ path: String, options: CallOptions,
        _ body: @escaping @Sendable (any RPCByteSink, any RPCByteSource) async throws -> Value
    ) async throws -> Value {
        let deadline = options.timeout.map { ContinuousClock.now + $0 }
        let transport = try await connection(notAgain: nil, until: deadline)
        var options = options
        options.timeout = deadline.map { $0 - .now }
        return try await transport.stream(path, options: options, body)
    }

    private func mayRetry(_ failure: CallFailure, _ options: CallOptions) -> Bool {
        failure.isUnprocessed || (options.isIdempotent && failure.status.code == .unavailable)
    }

    /// Waits before the next attempt; gives up when there would be no time left for it.
    private func pause(
        _ failure: CallFailure, after attempts: Int, until deadline: ContinuousClock.Instant?
    ) async throws(RPCStatus) {
        let delay = max(settings.retry.delay(after: attempts), failure.status.retryAfter ?? .zero)
        if let deadline, .now + delay >= deadline { throw failure.status }
        do {
            try await Task.sleep(for: delay)
        } catch {
            throw RPCStatus(.cancelled)
        }
    }

    /// The next connection; waits while somebody connects.
    private func connection(
        notAgain last: HTTP2RPCTransport?, until deadline: ContinuousClock.Instant?
    ) async throws(RPCStatus) -> HTTP2RPCTransport {
        switch state.withLock({ $0.choose(notAgain: last) }) {
        case .connection(let transport): return transport
        case .none(let status): throw status
        case .wait: return try await deadlines.run(until: deadline) { try await self.awaitConnection() }
        }
    }

    private func awaitConnection() async throws -> HTTP2RPCTransport {
        while true {
            try Task.checkCancellation()
            switch state.withLock({ $0.choose() }) {
            case .connection(let transport): return transport
            case .none(let status): throw status
            case .wait: await waitForChange()
            }
        }
    }

    private func waitForChange() async {
        let ticket = state.withLock { $0.newTicket() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let waits = state.withLock { state in
                    guard !Task.isCancelled, case .wait = state.choose() else { return false }
                    state.wait(ticket, waiter)
                    return true
                }
                if !waits { waiter.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { $0.takeWaiter(ticket) }
            waiter?.resume()
        }
    }

    // MARK: Connections

    /// Finds the replicas and keeps a connection to each, until the task is cancelled; then drains them.
    package func run() async {
        await withDiscardingTaskGroup { group in
            var links: [PoolPlace: PoolLink] = [:]
            var next = doubts.makeAsyncIterator()
            group.addTask { await self.askRegularly() }
            while !Task.isCancelled {
                let (added, removed) = await resolve()
                for place in removed { links.removeValue(forKey: place)?.retire() }
                for place in added {
                    let link = PoolLink()
                    links[place] = link
                    group.addTask { await self.keepConnected(place, link) }
                }
                _ = await next.next()
            }
            for link in links.values { link.retire() }
            change { $0.close() }
        }
    }

    private func askRegularly() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: settings.resolveInterval)
            doubt.yield()
        }
    }

    private func resolve() async -> (added: [PoolPlace], removed: [PoolPlace]) {
        do {
            let addresses = try await resolver.resolve()
            return change { $0.resolved(addresses) }
        } catch {
            change { $0.couldNotResolve(RPCStatus(.unavailable, reason: "unreachable", message: "not resolved")) }
            return ([], [])
        }
    }

    private func keepConnected(_ place: PoolPlace, _ link: PoolLink) async {
        var failures = 0
        while !Task.isCancelled, !link.isRetired {
            link.begin()
            change { $0.connecting(place) }
            do {
                let transport = try await HTTP2RPCTransport.connect(
                    to: place.address, settings: settings.connection, group: group, security: security,
                    whenUnusable: { link.lose() })
                let start = ContinuousClock.now
                change { $0.connected(place, transport) }
                await link.waitForLoss()
                change { $0.failed(place, .lostConnection) }
                if link.isRetired || Task.isCancelled { await drain(transport) }
                // Whoever loses the connection as soon as it is there is not better off than who gets none.
                failures = .now - start < Self.steady ? failures + 1 : 1
            } catch {
                failures += 1
                change { $0.failed(place, error) }
            }
            doubt.yield()
            await link.pause(atMost: settings.reconnect.delay(after: failures))
        }
    }

    /// Lets the calls over a connection end.
    ///
    /// In a task of its own, since this one may be cancelled.
    private func drain(_ transport: HTTP2RPCTransport) async {
        await Task { await transport.close(grace: settings.drainTimeout) }.value
    }

    /// Changes the state, and has those who wait look again.
    private func change<Value: Sendable>(
        _ body: @Sendable (inout PoolState<HTTP2RPCTransport>) -> Value
    ) -> Value {
        let (value, waiters) = state.withLock { state in (body(&state), state.takeWaiters()) }
        for waiter in waiters { waiter.resume() }
        return value
    }
}
