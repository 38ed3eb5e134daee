package import RPC

/// The methods of `parley.calltoken.v1.CallToken`.
package enum CallTokenMethods {
    private static let service = "parley.calltoken.v1.CallToken"

    /// `GetConfiguration`.
    package static let getConfiguration = RPCMethod<ConfigurationRequest, CallConfiguration>(
        service: service, name: "GetConfiguration", isIdempotent: true)
    /// `Join`.
    package static let join = RPCMethod<JoinRequest, JoinReply>(
        service: service, name: "Join", isIdempotent: false)
}

/// The service side: what clients need to set up calls.
///
/// Whatever a service does not implement answers `unimplemented`. Every method may also fail with `unavailable` (a
/// dependency is down: try again), `deadlineExceeded` and `internal`; requests out of bounds get `invalidArgument`, and
/// calls for an actor without one `unauthenticated`.
package protocol CallTokenRPC: RPCService {
    /// The ICE servers and timeouts that clients are told in the handshake.
    func getConfiguration(_ request: ConfigurationRequest, _ context: CallContext) async throws -> CallConfiguration
    /// A LiveKit token for one call. Not built yet: UNIMPLEMENTED.
    func join(_ request: JoinRequest, _ context: CallContext) async throws -> JoinReply
}

extension CallTokenRPC {
    package func register(in router: inout RPCRouter) {
        router.unary(CallTokenMethods.getConfiguration) { try await getConfiguration($0, $1) }
        router.unary(CallTokenMethods.join) { try await join($0, $1) }
    }

    package func getConfiguration(_ request: ConfigurationRequest, _ context: CallContext) async throws
        -> CallConfiguration
    {
        throw RPCStatus.notImplemented("CallToken.GetConfiguration")
    }
    package func join(_ request: JoinRequest, _ context: CallContext) async throws -> JoinReply {
        throw RPCStatus.notImplemented("CallToken.Join")
    }
}

/// The client side: what clients need to set up calls.
package struct CallTokenStub: Sendable {
    private let client: RPCClient

    /// Creates a stub over a transport.
    package init(_ transport: any RPCTransport) {
        client = RPCClient(transport)
    }

    /// Calls `GetConfiguration`: see ``CallTokenRPC/getConfiguration(_:_:)``.
    package func getConfiguration(
        _ request: ConfigurationRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> CallConfiguration {
        try await client.call(
            CallTokenMethods.getConfiguration, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `Join`: see ``CallTokenRPC/join(_:_:)``.
    package func join(
        _ request: JoinRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> JoinReply {
        try await client.call(CallTokenMethods.join, request, options: .init(actor: actor, timeout: timeout))
    }
}
