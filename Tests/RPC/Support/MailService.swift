import RPC

/// Serves ``Letter/post`` by a closure.
struct MailService: RPCService {
    let post: @Sendable (Letter, CallContext) async throws -> Letter

    func register(in router: inout RPCRouter) {
        router.unary(Letter.post, post)
    }
}

extension InProcessNetwork {
    /// A client of a network where one service is served.
    static func client(
        _ post: @escaping @Sendable (Letter, CallContext) async throws -> Letter
    ) -> RPCClient {
        let network = InProcessNetwork()
        network.serve(RPCRouter([MailService(post: post)]), at: "mail")
        return RPCClient(network.transport(to: "mail"))
    }
}
