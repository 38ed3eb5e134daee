import RPC
import Settings
import Synchronization

/// The ways to other processes of the suite: one pool of connections an address, kept as long as the process runs.
final class Peers: Sendable {
    private let pools = Mutex<[HostPort: RPCClientPool]>([:])
    private let added: AsyncStream<RPCClientPool>
    private let continuation: AsyncStream<RPCClientPool>.Continuation

    init() {
        (added, continuation) = AsyncStream.makeStream(of: RPCClientPool.self)
    }

    /// The way to a service; a name may stand for several replicas.
    func transport(to address: HostPort) -> any RPCTransport {
        pools.withLock { pools in
            if let pool = pools[address] { return pool }
            let pool = RPCClientPool(.names([RPCAddress(host: address.host, port: address.port)]))
            pools[address] = pool
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
