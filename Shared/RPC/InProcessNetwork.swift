import Synchronization

/// Services of one process under their addresses: calls cross as the same encoded bytes that a network carries.
package final class InProcessNetwork: Sendable {
    private let routers = Mutex<[String: RPCRouter]>([:])
    let deadlines = DeadlineWatch()

    /// Creates a network without services.
    package init() {}

    /// Serves a router at an address, in place of any before it.
    package func serve(_ router: RPCRouter, at address: String) {
        routers.withLock { $0[address] = router }
    }

    /// Stops serving an address: calls to it are answered `unavailable` from now on.
    package func withdraw(_ address: String) {
        _ = routers.withLock { $0.removeValue(forKey: address) }
    }

    /// The way to an address, whether or not something is served there yet.
    package func transport(to address: String) -> any RPCTransport {
        InProcessTransport(network: self, address: address)
    }

    func router(at address: String) -> RPCRouter? {
        routers.withLock { $0[address] }
    }
}

/// Calls of services in the same process.
struct InProcessTransport: RPCTransport {
    let network: InProcessNetwork
    let address: String

    func unary(_ path: String, _ request: [UInt8], options: CallOptions) async throws(RPCStatus) -> [UInt8] {
        guard let router = network.router(at: address) else {
            throw Self.unreachable(address)
        }
        guard let handler = router.unaryHandler(for: path) else {
            throw RPCStatus.noMethod(path)
        }
        let deadline = options.timeout.map { ContinuousClock.now + $0 }
        let context = CallContext(
            metadata: options.metadata, deadline: deadline, peer: "in-process", answerMetadata: options.answerMetadata)
        return try await network.deadlines.run(until: deadline) {
            try await handler(request, context)
        }
    }

    static func unreachable(_ address: String) -> RPCStatus {
        RPCStatus(.unavailable, reason: "unreachable", message: "nothing is served at \(address)")
    }
}

extension RPCStatus {
    /// The status of a call to a method that nobody serves.
    static func noMethod(_ path: String) -> RPCStatus {
        RPCStatus(.unimplemented, reason: "not_implemented", message: "no method \(path)")
    }
}
