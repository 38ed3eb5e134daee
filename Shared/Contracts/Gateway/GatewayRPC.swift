package import RPC

/// The methods of `parley.gateway.v1.Gateway`.
package enum GatewayMethods {
    private static let service = "parley.gateway.v1.Gateway"

    /// `Deliver`.
    package static let deliver = RPCMethod<DeliverRequest, EmptyMessage>(
        service: service, name: "Deliver", isIdempotent: false)
    /// `Acknowledge`.
    package static let acknowledge = RPCMethod<AcknowledgeRequest, EmptyMessage>(
        service: service, name: "Acknowledge", isIdempotent: false)
}

/// The service side: what the other services call on one gateway node.
///
/// Whatever a service does not implement answers `unimplemented`. Every method may also fail with `unavailable` (a
/// dependency is down: try again), `deadlineExceeded` and `internal`; requests out of bounds get `invalidArgument`, and
/// calls for an actor without one `unauthenticated`.
package protocol GatewayRPC: RPCService {
    /// Deliveries for the node's sessions, in order; returns when every session's queue has them.
    func deliver(_ request: DeliverRequest, _ context: CallContext) async throws -> EmptyMessage
    /// Outcomes of publishes that came in at this node.
    func acknowledge(_ request: AcknowledgeRequest, _ context: CallContext) async throws -> EmptyMessage
}

extension GatewayRPC {
    package func register(in router: inout RPCRouter) {
        router.unary(GatewayMethods.deliver) { try await deliver($0, $1) }
        router.unary(GatewayMethods.acknowledge) { try await acknowledge($0, $1) }
    }

    package func deliver(_ request: DeliverRequest, _ context: CallContext) async throws -> EmptyMessage {
        throw RPCStatus.notImplemented("Gateway.Deliver")
    }
    package func acknowledge(_ request: AcknowledgeRequest, _ context: CallContext) async throws -> EmptyMessage {
        throw RPCStatus.notImplemented("Gateway.Acknowledge")
    }
}

/// The client side: what the other services call on one gateway node.
package struct GatewayStub: Sendable {
    private let client: RPCClient

    /// Creates a stub over a transport.
    package init(_ transport: any RPCTransport) {
        client = RPCClient(transport)
    }

    /// Calls `Deliver`: see ``GatewayRPC/deliver(_:_:)``.
    package func deliver(
        _ request: DeliverRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> EmptyMessage {
        try await client.call(GatewayMethods.deliver, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `Acknowledge`: see ``GatewayRPC/acknowledge(_:_:)``.
    package func acknowledge(
        _ request: AcknowledgeRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> EmptyMessage {
        try await client.call(GatewayMethods.acknowledge, request, options: .init(actor: actor, timeout: timeout))
    }
}
