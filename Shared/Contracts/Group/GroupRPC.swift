package import RPC

/// The methods of `parley.group.v1.Group`.
package enum GroupMethods {
    private static let service = "parley.group.v1.Group"

    /// `CreateTopic`.
    package static let createTopic = RPCMethod<CreateTopicRequest, SubscribeReply>(
        service: service, name: "CreateTopic", isIdempotent: false)
    /// `Subscribe`.
    package static let subscribe = RPCMethod<SubscribeRequest, SubscribeReply>(
        service: service, name: "Subscribe", isIdempotent: false)
    /// `Unsubscribe`.
    package static let unsubscribe = RPCMethod<UnsubscribeRequest, EmptyMessage>(
        service: service, name: "Unsubscribe", isIdempotent: false)
    /// `GetTopic`.
    package static let getTopic = RPCMethod<GetTopicRequest, TopicView>(
        service: service, name: "GetTopic", isIdempotent: true)
    /// `ListSubscriptions`.
    package static let listSubscriptions = RPCMethod<ListSubscriptionsRequest, ListSubscriptionsReply>(
        service: service, name: "ListSubscriptions", isIdempotent: true)
    /// `ListMembers`.
    package static let listMembers = RPCMethod<ListMembersRequest, ListMembersReply>(
        service: service, name: "ListMembers", isIdempotent: true)
    /// `UpdateTopic`.
    package static let updateTopic = RPCMethod<UpdateTopicRequest, TopicChangedReply>(
        service: service, name: "UpdateTopic", isIdempotent: false)
    /// `SetAccess`.
    package static let setAccess = RPCMethod<SetAccessRequest, SetAccessReply>(
        service: service, name: "SetAccess", isIdempotent: false)
    /// `Evict`.
    package static let evict = RPCMethod<EvictRequest, EmptyMessage>(
        service: service, name: "Evict", isIdempotent: false)
    /// `DeleteTopic`.
    package static let deleteTopic = RPCMethod<DeleteTopicRequest, EmptyMessage>(
        service: service, name: "DeleteTopic", isIdempotent: false)
    /// `SetTags`.
    package static let setTags = RPCMethod<TopicTagsRequest, TopicTagsReply>(
        service: service, name: "SetTags", isIdempotent: false)
    /// `SetAuxiliary`.
    package static let setAuxiliary = RPCMethod<SetAuxiliaryRequest, TopicChangedReply>(
        service: service, name: "SetAuxiliary", isIdempotent: false)
    /// `Authorize`.
    package static let authorize = RPCMethod<AuthorizeRequest, AuthorizeReply>(
        service: service, name: "Authorize", isIdempotent: true)
    /// `Audience`.
    package static let audience = RPCMethod<AudienceRequest, AudienceReply>(
        service: service, name: "Audience", isIdempotent: true)
    /// `Find`.
    package static let find = RPCMethod<FindTopicsRequest, FindTopicsReply>(
        service: service, name: "Find", isIdempotent: true)
}

/// The service side: topics, membership and access.
///
/// Whatever a service does not implement answers `unimplemented`. Every method may also fail with `unavailable` (a
/// dependency is down: try again), `deadlineExceeded` and `internal`; requests out of bounds get `invalidArgument`, and
/// calls for an actor without one `unauthenticated`.
package protocol GroupRPC: RPCService {
    /// Makes a group or a channel; the actor becomes its owner.
    func createTopic(_ request: CreateTopicRequest, _ context: CallContext) async throws -> SubscribeReply
    /// Joins the actor to a topic, making private chats, notes and `sys` when first asked for; idempotent.
    func subscribe(_ request: SubscribeRequest, _ context: CallContext) async throws -> SubscribeReply
    /// `Unsubscribe` of the service.
    func unsubscribe(_ request: UnsubscribeRequest, _ context: CallContext) async throws -> EmptyMessage
    /// `GetTopic` of the service.
    func getTopic(_ request: GetTopicRequest, _ context: CallContext) async throws -> TopicView
    /// `ListSubscriptions` of the service.
    func listSubscriptions(_ request: ListSubscriptionsRequest, _ context: CallContext) async throws
        -> ListSubscriptionsReply
    /// `ListMembers` of the service.
    func listMembers(_ request: ListMembersRequest, _ context: CallContext) async throws -> ListMembersReply
    /// `UpdateTopic` of the service.
    func updateTopic(_ request: UpdateTopicRequest, _ context: CallContext) async throws -> TopicChangedReply
    /// Without a user, changes what the actor wants; with one, what that user is given (inviting a stranger).
    func setAccess(_ request: SetAccessRequest, _ context: CallContext) async throws -> SetAccessReply
    /// `Evict` of the service.
    func evict(_ request: EvictRequest, _ context: CallContext) async throws -> EmptyMessage
    /// `DeleteTopic` of the service.
    func deleteTopic(_ request: DeleteTopicRequest, _ context: CallContext) async throws -> EmptyMessage
    /// `SetTags` of the service.
    func setTags(_ request: TopicTagsRequest, _ context: CallContext) async throws -> TopicTagsReply
    /// `SetAuxiliary` of the service.
    func setAuxiliary(_ request: SetAuxiliaryRequest, _ context: CallContext) async throws -> TopicChangedReply
    /// For the other services: what these users may do in these topics, now.
    func authorize(_ request: AuthorizeRequest, _ context: CallContext) async throws -> AuthorizeReply
    /// For the router and the gateways: who is to hear of a topic, in pages. Answers for deleted topics too.
    func audience(_ request: AudienceRequest, _ context: CallContext) async throws -> AudienceReply
    /// Search by tags: groups and channels.
    func find(_ request: FindTopicsRequest, _ context: CallContext) async throws -> FindTopicsReply
}

extension GroupRPC {
    package func register(in router: inout RPCRouter) {
        router.unary(GroupMethods.createTopic) { try await createTopic($0, $1) }
        router.unary(GroupMethods.subscribe) { try await subscribe($0, $1) }
        router.unary(GroupMethods.unsubscribe) { try await unsubscribe($0, $1) }
        router.unary(GroupMethods.getTopic) { try await getTopic($0, $1) }
        router.unary(GroupMethods.listSubscriptions) { try await listSubscriptions($0, $1) }
        router.unary(GroupMethods.listMembers) { try await listMembers($0, $1) }
        router.unary(GroupMethods.updateTopic) { try await updateTopic($0, $1) }
        router.unary(GroupMethods.setAccess) { try await setAccess($0, $1) }
        router.unary(GroupMethods.evict) { try await evict($0, $1) }
        router.unary(GroupMethods.deleteTopic) { try await deleteTopic($0, $1) }
        router.unary(GroupMethods.setTags) { try await setTags($0, $1) }
        router.unary(GroupMethods.setAuxiliary) { try await setAuxiliary($0, $1) }
        router.unary(GroupMethods.authorize) { try await authorize($0, $1) }
        router.unary(GroupMethods.audience) { try await audience($0, $1) }
        router.unary(GroupMethods.find) { try await find($0, $1) }
    }

    package func createTopic(_ request: CreateTopicRequest, _ context: CallContext) async throws -> SubscribeReply {
        throw RPCStatus.notImplemented("Group.CreateTopic")
    }
    package func subscribe(_ request: SubscribeRequest, _ context: CallContext) async throws -> SubscribeReply {
        throw RPCStatus.notImplemented("Group.Subscribe")
    }
    package func unsubscribe(_ request: UnsubscribeRequest, _ context: CallContext) async throws -> EmptyMessage {
        throw RPCStatus.notImplemented("Group.Unsubscribe")
    }
    package func getTopic(_ request: GetTopicRequest, _ context: CallContext) async throws -> TopicView {
        throw RPCStatus.notImplemented("Group.GetTopic")
    }
    package func listSubscriptions(_ request: ListSubscriptionsRequest, _ context: CallContext) async throws
        -> ListSubscriptionsReply
    {
        throw RPCStatus.notImplemented("Group.ListSubscriptions")
    }
    package func listMembers(_ request: ListMembersRequest, _ context: CallContext) async throws -> ListMembersReply {
        throw RPCStatus.notImplemented("Group.ListMembers")
    }
    package func updateTopic(_ request: UpdateTopicRequest, _ context: CallContext) async throws -> TopicChangedReply {
        throw RPCStatus.notImplemented("Group.UpdateTopic")
    }
    package func setAccess(_ request: SetAccessRequest, _ context: CallContext) async throws -> SetAccessReply {
        throw RPCStatus.notImplemented("Group.SetAccess")
    }
    package func evict(_ request: EvictRequest, _ context: CallContext) async throws -> EmptyMessage {
        throw RPCStatus.notImplemented("Group.Evict")
    }
    package func deleteTopic(_ request: DeleteTopicRequest, _ context: CallContext) async throws -> EmptyMessage {
        throw RPCStatus.notImplemented("Group.DeleteTopic")
    }
    package func setTags(_ request: TopicTagsRequest, _ context: CallContext) async throws -> TopicTagsReply {
        throw RPCStatus.notImplemented("Group.SetTags")
    }
    package func setAuxiliary(_ request: SetAuxiliaryRequest, _ context: CallContext) async throws -> TopicChangedReply
    {
        throw RPCStatus.notImplemented("Group.SetAuxiliary")
    }
    package func authorize(_ request: AuthorizeRequest, _ context: CallContext) async throws -> AuthorizeReply {
        throw RPCStatus.notImplemented("Group.Authorize")
    }
    package func audience(_ request: AudienceRequest, _ context: CallContext) async throws -> AudienceReply {
        throw RPCStatus.notImplemented("Group.Audience")
    }
    package func find(_ request: FindTopicsRequest, _ context: CallContext) async throws -> FindTopicsReply {
        throw RPCStatus.notImplemented("Group.Find")
    }
}

/// The client side: topics, membership and access.
package struct GroupStub: Sendable {
    private let client: RPCClient

    /// Creates a stub over a transport.
    package init(_ transport: any RPCTransport) {
        client = RPCClient(transport)
    }

    /// Calls `CreateTopic`: see ``GroupRPC/createTopic(_:_:)``.
    package func createTopic(
        _ request: CreateTopicRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> SubscribeReply {
        try await client.call(GroupMethods.createTopic, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `Subscribe`: see ``GroupRPC/subscribe(_:_:)``.
    package func subscribe(
        _ request: SubscribeRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> SubscribeReply {
        try await client.call(GroupMethods.subscribe, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `Unsubscribe`: see ``GroupRPC/unsubscribe(_:_:)``.
    package func unsubscribe(
        _ request: UnsubscribeRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> EmptyMessage {
        try await client.call(GroupMethods.unsubscribe, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `GetTopic`: see ``GroupRPC/getTopic(_:_:)``.
    package func getTopic(
        _ request: GetTopicRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> TopicView {
        try await client.call(GroupMethods.getTopic, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `ListSubscriptions`: see ``GroupRPC/listSubscriptions(_:_:)``.
    package func listSubscriptions(
        _ request: ListSubscriptionsRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> ListSubscriptionsReply {
        try await client.call(GroupMethods.listSubscriptions, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `ListMembers`: see ``GroupRPC/listMembers(_:_:)``.
    package func listMembers(
        _ request: ListMembersRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> ListMembersReply {
        try await client.call(GroupMethods.listMembers, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `UpdateTopic`: see ``GroupRPC/updateTopic(_:_:)``.
    package func updateTopic(
        _ request: UpdateTopicRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> TopicChangedReply {
        try await client.call(GroupMethods.updateTopic, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `SetAccess`: see ``GroupRPC/setAccess(_:_:)``.
    package func setAccess(
        _ request: SetAccessRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> SetAccessReply {
        try await client.call(GroupMethods.setAccess, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `Evict`: see ``GroupRPC/evict(_:_:)``.
    package func evict(
        _ request: EvictRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> EmptyMessage {
        try await client.call(GroupMethods.evict, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `DeleteTopic`: see ``GroupRPC/deleteTopic(_:_:)``.
    package func deleteTopic(
        _ request: DeleteTopicRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> EmptyMessage {
        try await client.call(GroupMethods.deleteTopic, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `SetTags`: see ``GroupRPC/setTags(_:_:)``.
    package func setTags(
        _ request: TopicTagsRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> TopicTagsReply {
        try await client.call(GroupMethods.setTags, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `SetAuxiliary`: see ``GroupRPC/setAuxiliary(_:_:)``.
    package func setAuxiliary(
        _ request: SetAuxiliaryRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> TopicChangedReply {
        try await client.call(GroupMethods.setAuxiliary, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `Authorize`: see ``GroupRPC/authorize(_:_:)``.
    package func authorize(
        _ request: AuthorizeRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> AuthorizeReply {
        try await client.call(GroupMethods.authorize, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `Audience`: see ``GroupRPC/audience(_:_:)``.
    package func audience(
        _ request: AudienceRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> AudienceReply {
        try await client.call(GroupMethods.audience, request, options: .init(actor: actor, timeout: timeout))
    }

    /// Calls `Find`: see ``GroupRPC/find(_:_:)``.
    package func find(
        _ request: FindTopicsRequest, as actor: Actor? = nil, timeout: Duration = CallOptions.defaultTimeout
    ) async throws(RPCStatus) -> FindTopicsReply {
        try await client.call(GroupMethods.find, request, options: .init(actor: actor, timeout: timeout))
    }
}
