package import RPC

/// The methods of `parley.push.v1.Push`.
package enum PushMethods {
    private static let service = "parley.push.v1.Push"

    /// `GetRouterStatus`.
    package static let getRouterStatus = RPCMethod<RouterStatusRequest, RouterStatus>(
        service: service, name: "GetRouterStatus", isIdempotent: true)
    /// `SendTest`.
    package static let sendTest = RPCMethod<SendTestRequest, SendTestReply>(
        service: service, name: "SendTest", isIdempotent: false)
}

/// The service side: the fan-out router and offline push.
///
/// Whatever a service does not implement answers `unimplemented`. Every method may also fail with `unavailable` (a
/// dependency is down: try again), `deadlineExceeded` and `internal`; requests out of bounds get `invalidArgument`, and
/// calls for an actor without one `unauthenticated`.
package protocol PushRPC: RPCService {
    /// How far this replica's router is.
    func getRouterStatus(_ request: RouterStatusRequest, _ context: CallContext) async throws -> RouterStatus
    /// Sends a test notification to a user's devices. Not built yet: UNIMPLEMENTED.
    func sendTest(_ request: SendTestRequest, _ context: CallContext) async throws -> SendTestReply
}

extension PushRPC {
    package func register(in router: inout RPCRouter) {
        router.unary(PushMethods.getRouterStatus) { try await getRouterStatus($0, $1) }
        router.unary(PushMethods.sendTest) { try await sendTest($0, $1) }
    }

    package func getRouterStatus(_ request: RouterStatusRequest, _ context: CallContext) async throws -> RouterStatus {
        throw RPCStatus.notImplemented("Push.GetRouterStatus")
    }
    package func sendTest(_ request: SendTestRequest, _ context: CallContext) async throws -> SendTestReply {
        throw RPCStatus.notImplemented("Push.SendTest")
    }
}

/// The client side: the fan-out router and offline push.
package struct PushStub: Sendable {
    private let client: RPCClient

    /// Creates a stub over a transport.
    package init(_ transport: any RPCTransport) {
        client = RPCClient(transport)
    }

    /// Calls `GetRouterStatus`: see ``PushRPC/getRouterStatus(_:_:)``.
    package func getRouterStatus(
        _ request: RouterStatusRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> RouterStatus {
        try await client.call(PushMethods.getRouterStatus, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `SendTest`: see ``PushRPC/sendTest(_:_:)``.
    package func sendTest(
        _ request: SendTestRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> SendTestReply {
        try await client.call(PushMethods.sendTest, request, options: .init(actor: actor, timeout: timeout))
    }
}
