import RPC
import Settings
import Synchronization

/// The ways to other processes of the suite: one pool of connections for each set of addresses.
///
/// The ways to services are kept as long as the process runs; those to gateway nodes until the node is gone.
final class Peers: Sendable {
    private struct Place: Hashable {
        let service: String
        let addresses: [HostPort]
    }

    private struct Way {
        let pool: RPCClientPool
        /// Ends its connections.
        let end: AsyncStream<Never>.Continuation
        var used: ContinuousClock.Instant
    }

    private struct Addition {
        let pool: RPCClientPool
        let end: AsyncStream<Never>
    }

    private static let gateway = "gateway"

    private let security: TransportSecurity
    private let ways = Mutex<[Place: Way]>([:])
    private let added: AsyncStream<Addition>
    private let continuation: AsyncStream<Addition>.Continuation

    init(_ security: TransportSecurity) {
        self.security = security
        (added, continuation) = AsyncStream.makeStream(of: Addition.self)
    }

    /// The way to a service at some addresses; a name among them may stand for several replicas.
    func pool(to service: String, at addresses: [HostPort]) -> RPCClientPool {
        let now = ContinuousClock.now
        return ways.withLock { ways in
            let place = Place(service: service, addresses: addresses)
            ways[place]?.used = now
            if let way = ways[place] { return way.pool }
            let names = addresses.map { RPCAddress(host: $0.host, port: $0.port) }
            let pool = RPCClientPool(.names(names), security: security.forClient(of: service))
            let (end, ending) = AsyncStream.makeStream(of: Never.self)
            ways[place] = Way(pool: pool, end: ending, used: now)
            continuation.yield(Addition(pool: pool, end: end))
            return pool
        }
    }

    /// The way to a gateway node.
    func pool(toGatewayAt address: HostPort) -> RPCClientPool {
        pool(to: Self.gateway, at: [address])
    }

    /// Ends the ways to gateway nodes that are gone.
    ///
    /// - Parameters:
    ///   - living: Where there are nodes.
    ///   - idle: How long a way must not have been used: presence that came back empty does not know a node for a while
    ///     that is there all the same.
    func dropGateways(except living: Set<HostPort>, idleFor idle: Duration) {
        let limit = ContinuousClock.now - idle
        let dropped = ways.withLock { ways in
            let gone = ways.filter { place, way in
                place.service == Self.gateway && living.isDisjoint(with: place.addresses) && way.used <= limit
            }
            for place in gone.keys { ways[place] = nil }
            return gone.values.map(\.end)
        }
        for end in dropped { end.finish() }
    }

    /// How many ways there are.
    var count: Int { ways.withLock(\.count) }

    /// Keeps the connections until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await addition in added {
                group.addTask { await Self.keep(addition) }
            }
        }
    }

    /// Keeps the connections of one way until it is ended.
    private static func keep(_ addition: Addition) async {
        await withTaskGroup { group in
            group.addTask { await addition.pool.run() }
            group.addTask { for await _ in addition.end {} }
            await group.next()
            group.cancelAll()
        }
    }
}
