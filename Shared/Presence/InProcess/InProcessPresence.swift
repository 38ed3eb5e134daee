import Synchronization

/// Presence in memory, for running all services in one process.
///
/// It never throws ``PresenceError/unavailable``, and no call of it suspends. Leases run out by the clock alone: no
/// task watches them, the next question finds them gone.
package final class InProcessPresence: Presence {
    private let elapsed: @Sendable () -> Duration
    private let directory = Mutex(NodeDirectory())
    private let buckets: Mutex<BucketTable>
    private let bus: Bus

    /// Makes presence that knows nobody.
    ///
    /// - Parameters:
    ///   - settings: The bounds.
    ///   - clock: Measures leases and refills.
    package init(settings: Settings = Settings(), clock: some Clock<Duration> = ContinuousClock()) {
        let start = clock.now
        elapsed = { start.duration(to: clock.now) }
        buckets = Mutex(BucketTable(capacity: settings.buckets))
        bus = Bus(maximumCount: settings.payloadsPerSubscriber, maximumBytes: settings.bytesPerSubscriber)
    }

    /// How many payloads were ever dropped because a subscriber did not read fast enough.
    package var droppedPayloads: Int { bus.dropped }

    /// How many subscribers the bus has now.
    package var subscribers: Int { bus.subscribers }

    @discardableResult
    package func renewLease(
        _ node: NodeID, address: String, ttl: Duration
    ) async throws(PresenceError) -> LeaseRenewal {
        directory.withLock { $0.renew(node, address: address, ttl: ttl, now: elapsed()) }
    }

    package func releaseLease(_ node: NodeID) async throws(PresenceError) {
        directory.withLock { $0.release(node) }
    }

    package func address(of node: NodeID) async throws(PresenceError) -> String? {
        directory.withLock { $0.address(of: node, now: elapsed()) }
    }

    package func nodes() async throws(PresenceError) -> [NodeID: String] {
        directory.withLock { $0.addresses(now: elapsed()) }
    }

    package func takeAbandoned() async throws(PresenceError) -> [String] { [] }

    package func addInterest(_ keys: [String], node: NodeID) async throws(PresenceError) {
        let isAlive = directory.withLock { $0.addInterest(keys, node: node, now: elapsed()) }
        guard isAlive else { throw .noLease }
    }

    package func removeInterest(_ keys: [String], node: NodeID) async throws(PresenceError) {
        directory.withLock { $0.removeInterest(keys, node: node) }
    }

    package func interested(in keys: [String]) async throws(PresenceError) -> [[NodeID]] {
        directory.withLock { $0.interested(in: keys, now: elapsed()) }
    }

    package func publish(_ payload: [UInt8], to nodes: [NodeID]) {
        bus.publish(payload, to: nodes)
    }

    package func subscribe(_ node: NodeID) async throws(PresenceError) -> AsyncStream<[UInt8]> {
        let subscription = bus.subscribe(node)
        return AsyncStream {
            await subscription.next()
        } onCancel: {
            subscription.end()
        }
    }

    package func take(
        _ cost: Double, from bucket: String, limit: RateLimit
    ) async throws(PresenceError) -> RateDecision {
        let (seconds, attoseconds) = elapsed().components
        let now = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        return buckets.withLock { $0.take(cost, from: bucket, limit: limit, now: now) }
    }
}
