import RPC
import Settings
import Synchronization

/// The ways to other processes of the suite: one pool of connections for each set of addresses, kept as long as the
/// process runs.
final class Peers: Sendable {
    private struct Place: Hashable {
        let service: String
        let addresses: [HostPort]
    }

    private let security: TransportSecurity
    private let pools = Mutex<[Place: RPCClientPool]>([:])
    private let added: AsyncStream<RPCClientPool>
    private let continuation: AsyncStream<RPCClientPool>.Continuation

    init(_ security: TransportSecurity) {
        self.security = security
        (added, continuation) = AsyncStream.makeStream(of: RPCClientPool.self)
    }

    /// The way to a service at some addresses; a name among them may stand for several replicas.
    func transport(to service: String, at addresses: [HostPort]) -> any RPCTransport {
        pools.withLock { pools in
            let place = Place(service: service, addresses: addresses)
            if let pool = pools[place] { return pool }
            let names = addresses.map { RPCAddress(host: $0.host, port: $0.port) }
            let pool = RPCClientPool(.names(names), security: security.forClient(of: service))
            pools[place] = pool
            continuation.yield(pool)
            return pool
        }
    }

    /// Keeps the connections until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await pool in added {
                group.addTask { await pool.run() }
            }
        }
    }
}
