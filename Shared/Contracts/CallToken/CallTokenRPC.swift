package import RPC

/// The methods of `parley.calltoken.v1.CallToken`.
package enum CallTokenMethods {
    private static let service = "parley.calltoken.v1.CallToken"

    /// `GetConfiguration`.
    package static let getConfiguration = RPCMethod<ConfigurationRequest, CallConfiguration>(
        service: service, name: "GetConfiguration", isIdempotent: true)
    /// `BeginCall`.
    package static let beginCall = RPCMethod<BeginCallRequest, BeginCallReply>(
        service: service, name: "BeginCall", isIdempotent: false)
    /// `PlaceCall`.
    package static let placeCall = RPCMethod<PlaceCallRequest, EmptyMessage>(
        service: service, name: "PlaceCall", isIdempotent: true)
    /// `SignalCall`.
    package static let signalCall = RPCMethod<SignalCallRequest, SignalCallReply>(
        service: service, name: "SignalCall", isIdempotent: false)
    /// `LeaveCalls`.
    package static let leaveCalls = RPCMethod<LeaveCallsRequest, EmptyMessage>(
        service: service, name: "LeaveCalls", isIdempotent: true)
    /// `Join`.
    package static let join = RPCMethod<JoinRequest, JoinReply>(
        service: service, name: "Join", isIdempotent: false)
}

/// The service side: what clients need to set up calls, and the signalling of private ones.
///
/// Whatever a service does not implement answers `unimplemented`. Every method may also fail with `unavailable` (a
/// dependency is down: try again), `deadlineExceeded` and `internal`; requests out of bounds get `invalidArgument`, and
/// calls for an actor without one `unauthenticated`.
package protocol CallTokenRPC: RPCService {
    /// The ICE servers and timeouts that clients are told in the handshake.
    func getConfiguration(_ request: ConfigurationRequest, _ context: CallContext) async throws -> CallConfiguration
    /// Begins a call of the actor, who is about to publish its first message.
    ///
    /// - Throws: `unimplemented` while calls are off, `permissionDenied` outside private chats of the actor, `busy`
    ///   while one of the two is in a call.
    func beginCall(_ request: BeginCallRequest, _ context: CallContext) async throws -> BeginCallReply
    /// Tells what came of a call's first message; a call that is not known any more is passed over.
    func placeCall(_ request: PlaceCallRequest, _ context: CallContext) async throws -> EmptyMessage
    /// What a client of the actor's says of a call; what makes no sense is passed over.
    func signalCall(_ request: SignalCallRequest, _ context: CallContext) async throws -> SignalCallReply
    /// A session has left topics: the calls that it is a party of end.
    func leaveCalls(_ request: LeaveCallsRequest, _ context: CallContext) async throws -> EmptyMessage
    /// A LiveKit token for one call. Not built yet: UNIMPLEMENTED.
    func join(_ request: JoinRequest, _ context: CallContext) async throws -> JoinReply
}

extension CallTokenRPC {
    package func register(in router: inout RPCRouter) {
        router.unary(CallTokenMethods.getConfiguration) { try await getConfiguration($0, $1) }
        router.unary(CallTokenMethods.beginCall) { try await beginCall($0, $1) }
        router.unary(CallTokenMethods.placeCall) { try await placeCall($0, $1) }
        router.unary(CallTokenMethods.signalCall) { try await signalCall($0, $1) }
        router.unary(CallTokenMethods.leaveCalls) { try await leaveCalls($0, $1) }
        router.unary(CallTokenMethods.join) { try await join($0, $1) }
    }

    package func getConfiguration(_ request: ConfigurationRequest, _ context: CallContext) async throws
        -> CallConfiguration
    {
        throw RPCStatus.notImplemented("CallToken.GetConfiguration")
    }
    package func beginCall(_ request: BeginCallRequest, _ context: CallContext) async throws -> BeginCallReply {
        throw RPCStatus.notImplemented("CallToken.BeginCall")
    }
    package func placeCall(_ request: PlaceCallRequest, _ context: CallContext) async throws -> EmptyMessage {
        throw RPCStatus.notImplemented("CallToken.PlaceCall")
    }
    package func signalCall(_ request: SignalCallRequest, _ context: CallContext) async throws -> SignalCallReply {
        throw RPCStatus.notImplemented("CallToken.SignalCall")
    }
    package func leaveCalls(_ request: LeaveCallsRequest, _ context: CallContext) async throws -> EmptyMessage {
        throw RPCStatus.notImplemented("CallToken.LeaveCalls")
    }
    package func join(_ request: JoinRequest, _ context: CallContext) async throws -> JoinReply {
        throw RPCStatus.notImplemented("CallToken.Join")
    }
}

/// The client side: what clients need to set up calls, and the signalling of private ones.
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

    /// Calls `BeginCall`: see ``CallTokenRPC/beginCall(_:_:)``.
    package func beginCall(
        _ request: BeginCallRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> BeginCallReply {
        try await client.call(CallTokenMethods.beginCall, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `PlaceCall`: see ``CallTokenRPC/placeCall(_:_:)``.
    package func placeCall(
        _ request: PlaceCallRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> EmptyMessage {
        try await client.call(CallTokenMethods.placeCall, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `SignalCall`: see ``CallTokenRPC/signalCall(_:_:)``.
    package func signalCall(
        _ request: SignalCallRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> SignalCallReply {
        try await client.call(CallTokenMethods.signalCall, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `LeaveCalls`: see ``CallTokenRPC/leaveCalls(_:_:)``.
    package func leaveCalls(
        _ request: LeaveCallsRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> EmptyMessage {
        try await client.call(CallTokenMethods.leaveCalls, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `Join`: see ``CallTokenRPC/join(_:_:)``.
    package func join(
        _ request: JoinRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> JoinReply {
        try await client.call(CallTokenMethods.join, request, options: .init(actor: actor, timeout: timeout))
    }
}
