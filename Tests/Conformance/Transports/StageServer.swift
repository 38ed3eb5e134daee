import RunningCluster
import RunningParley

/// What a dialogue is played against.
struct StageServer: Sendable {
    /// One place where clients connect.
    struct Door: Sendable {
        /// A WebSocket URL.
        let url: String
        /// The port of gRPC clients on the loopback interface.
        let grpc: Int?
    }

    /// Sessions take them in turn.
    let doors: [Door]
    /// Where each process is asked for its metrics.
    let ops: [String]
    /// How many looks in a row may find nothing new while something is under way: in pieces the suite may hand on a record
    /// twice, or have one from before its counters began, so that they never agree.
    let longestPause: Int

    /// The suite in one process.
    init(_ server: RunningParley) async {
        doors = [Door(url: await server.url, grpc: await server.ports[.grpc])]
        ops = [await server.ops]
        longestPause = .max
    }

    /// The services apart.
    init(_ cluster: RunningCluster) {
        doors = cluster.clients.map { Door(url: "\($0)/v0/channels", grpc: nil) }
        ops = cluster.operators
        longestPause = 30
    }
}
