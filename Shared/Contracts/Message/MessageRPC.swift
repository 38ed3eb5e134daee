package import RPC

/// The methods of `parley.message.v1.Message`.
package enum MessageMethods {
    private static let service = "parley.message.v1.Message"

    /// `Submit`.
    package static let submit = RPCMethod<SubmitRequest, SubmitReply>(
        service: service, name: "Submit", isIdempotent: false)
    /// `History`.
    package static let history = RPCMethod<HistoryRequest, HistoryReply>(
        service: service, name: "History", isIdempotent: true)
    /// `Replay`.
    package static let replay = RPCMethod<ReplayRequest, HistoryReply>(
        service: service, name: "Replay", isIdempotent: true)
    /// `GetStates`.
    package static let getStates = RPCMethod<GetStatesRequest, GetStatesReply>(
        service: service, name: "GetStates", isIdempotent: true)
    /// `GetMarks`.
    package static let getMarks = RPCMethod<GetMarksRequest, GetMarksReply>(
        service: service, name: "GetMarks", isIdempotent: true)
    /// `Mark`.
    package static let mark = RPCMethod<MarkRequest, MarkReply>(
        service: service, name: "Mark", isIdempotent: true)
    /// `DeleteMessages`.
    package static let deleteMessages = RPCMethod<DeleteMessagesRequest, DeleteMessagesReply>(
        service: service, name: "DeleteMessages", isIdempotent: false)
    /// `GetDeletions`.
    package static let getDeletions = RPCMethod<GetDeletionsRequest, GetDeletionsReply>(
        service: service, name: "GetDeletions", isIdempotent: true)
    /// `React`.
    package static let react = RPCMethod<ReactRequest, ReactReply>(
        service: service, name: "React", isIdempotent: true)
    /// `GetReactions`.
    package static let getReactions = RPCMethod<GetReactionsRequest, GetReactionsReply>(
        service: service, name: "GetReactions", isIdempotent: true)
}

/// The service side: submit, sequence, persist, history, deletion and receipts.
///
/// Whatever a service does not implement answers `unimplemented`. Every method may also fail with `unavailable` (a
/// dependency is down: try again), `deadlineExceeded` and `internal`; requests out of bounds get `invalidArgument`, and
/// calls for an actor without one `unauthenticated`.
package protocol MessageRPC: RPCService {
    /// Checks each submission and puts the good ones on the log `parley.submit`. Accepted is not acknowledged: the
    /// acknowledgement comes to the origin gateway when the message is durable.
    func submit(_ request: SubmitRequest, _ context: CallContext) async throws -> SubmitReply
    /// One user's view of a topic, newest first; deleted messages are left out.
    func history(_ request: HistoryRequest, _ context: CallContext) async throws -> HistoryReply
    /// What attached sessions must have seen between two sequences, oldest first: repairs a gap in deliveries.
    func replay(_ request: ReplayRequest, _ context: CallContext) async throws -> HistoryReply
    /// Heads, deletion counters and the user's marks of several topics.
    func getStates(_ request: GetStatesRequest, _ context: CallContext) async throws -> GetStatesReply
    /// The marks of several users in one topic.
    func getMarks(_ request: GetMarksRequest, _ context: CallContext) async throws -> GetMarksReply
    /// `Mark` of the service.
    func mark(_ request: MarkRequest, _ context: CallContext) async throws -> MarkReply
    /// `DeleteMessages` of the service.
    func deleteMessages(_ request: DeleteMessagesRequest, _ context: CallContext) async throws -> DeleteMessagesReply
    /// `GetDeletions` of the service.
    func getDeletions(_ request: GetDeletionsRequest, _ context: CallContext) async throws -> GetDeletionsReply
    /// Sets or withdraws the actor's reaction to a message: one a user and message, a new one replaces the old.
    ///
    /// Fails with `notFound` for a message that is not there, `permissionDenied`, and `policyViolation` for a value that is
    /// not allowed (`value`) or one too many (`count`).
    func react(_ request: ReactRequest, _ context: CallContext) async throws -> ReactReply
    /// The reactions to messages whose reactions changed, the newest change first.
    func getReactions(_ request: GetReactionsRequest, _ context: CallContext) async throws -> GetReactionsReply
}

extension MessageRPC {
    package func register(in router: inout RPCRouter) {
        router.unary(MessageMethods.submit) { try await submit($0, $1) }
        router.unary(MessageMethods.history) { try await history($0, $1) }
        router.unary(MessageMethods.replay) { try await replay($0, $1) }
        router.unary(MessageMethods.getStates) { try await getStates($0, $1) }
        router.unary(MessageMethods.getMarks) { try await getMarks($0, $1) }
        router.unary(MessageMethods.mark) { try await mark($0, $1) }
        router.unary(MessageMethods.deleteMessages) { try await deleteMessages($0, $1) }
        router.unary(MessageMethods.getDeletions) { try await getDeletions($0, $1) }
        router.unary(MessageMethods.react) { try await react($0, $1) }
        router.unary(MessageMethods.getReactions) { try await getReactions($0, $1) }
    }

    package func submit(_ request: SubmitRequest, _ context: CallContext) async throws -> SubmitReply {
        throw RPCStatus.notImplemented("Message.Submit")
    }
    package func history(_ request: HistoryRequest, _ context: CallContext) async throws -> HistoryReply {
        throw RPCStatus.notImplemented("Message.History")
    }
    package func replay(_ request: ReplayRequest, _ context: CallContext) async throws -> HistoryReply {
        throw RPCStatus.notImplemented("Message.Replay")
    }
    package func getStates(_ request: GetStatesRequest, _ context: CallContext) async throws -> GetStatesReply {
        throw RPCStatus.notImplemented("Message.GetStates")
    }
    package func getMarks(_ request: GetMarksRequest, _ context: CallContext) async throws -> GetMarksReply {
        throw RPCStatus.notImplemented("Message.GetMarks")
    }
    package func mark(_ request: MarkRequest, _ context: CallContext) async throws -> MarkReply {
        throw RPCStatus.notImplemented("Message.Mark")
    }
    package func deleteMessages(_ request: DeleteMessagesRequest, _ context: CallContext) async throws
        -> DeleteMessagesReply
    {
        throw RPCStatus.notImplemented("Message.DeleteMessages")
    }
    package func getDeletions(_ request: GetDeletionsRequest, _ context: CallContext) async throws -> GetDeletionsReply
    {
        throw RPCStatus.notImplemented("Message.GetDeletions")
    }
    package func react(_ request: ReactRequest, _ context: CallContext) async throws -> ReactReply {
        throw RPCStatus.notImplemented("Message.React")
    }
    package func getReactions(_ request: GetReactionsRequest, _ context: CallContext) async throws -> GetReactionsReply
    {
        throw RPCStatus.notImplemented("Message.GetReactions")
    }
}

/// The client side: submit, sequence, persist, history, deletion and receipts.
package struct MessageStub: Sendable {
    private let client: RPCClient

    /// Creates a stub over a transport.
    package init(_ transport: any RPCTransport) {
        client = RPCClient(transport)
    }

    /// Calls `Submit`: see ``MessageRPC/submit(_:_:)``.
    package func submit(
        _ request: SubmitRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> SubmitReply {
        try await client.call(MessageMethods.submit, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `History`: see ``MessageRPC/history(_:_:)``.
    package func history(
        _ request: HistoryRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> HistoryReply {
        try await client.call(MessageMethods.history, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `Replay`: see ``MessageRPC/replay(_:_:)``.
    package func replay(
        _ request: ReplayRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> HistoryReply {
        try await client.call(MessageMethods.replay, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `GetStates`: see ``MessageRPC/getStates(_:_:)``.
    package func getStates(
        _ request: GetStatesRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> GetStatesReply {
        try await client.call(MessageMethods.getStates, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `GetMarks`: see ``MessageRPC/getMarks(_:_:)``.
    package func getMarks(
        _ request: GetMarksRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> GetMarksReply {
        try await client.call(MessageMethods.getMarks, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `Mark`: see ``MessageRPC/mark(_:_:)``.
    package func mark(
        _ request: MarkRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> MarkReply {
        try await client.call(MessageMethods.mark, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `DeleteMessages`: see ``MessageRPC/deleteMessages(_:_:)``.
    package func deleteMessages(
        _ request: DeleteMessagesRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> DeleteMessagesReply {
        try await client.call(MessageMethods.deleteMessages, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `GetDeletions`: see ``MessageRPC/getDeletions(_:_:)``.
    package func getDeletions(
        _ request: GetDeletionsRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> GetDeletionsReply {
        try await client.call(MessageMethods.getDeletions, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `React`: see ``MessageRPC/react(_:_:)``.
    package func react(
        _ request: ReactRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> ReactReply {
        try await client.call(MessageMethods.react, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `GetReactions`: see ``MessageRPC/getReactions(_:_:)``.
    package func getReactions(
        _ request: GetReactionsRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> GetReactionsReply {
        try await client.call(MessageMethods.getReactions, request, options: .init(actor: actor, timeout: timeout))
    }
}
