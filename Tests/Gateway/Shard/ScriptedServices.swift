import Chat
import Contracts
import RPC

@testable import Gateway

/// What the services behind a gateway answer in a test; each has one user, `alice`, in one group.
struct Script: Sendable {
    static let alice = UserID(rawValue: 0x1111) ?? .random()
    static let group = TopicID.group(0x2222)
    /// The request to attach to it.
    static let subscribe = #"{"sub":{"id":"sub","topic":"\#(group)"}}"#
    static let member = AccessPair(
        want: AccessMode.Default.group.mask, given: AccessMode.Default.group.mask)

    /// The group as alice sees it.
    static func view(_ access: AccessPair? = member) -> TopicView {
        TopicView(
            topic: "\(group)", kind: .group,
            subscription: access.map { Subscription(user: alice.rawValue, access: $0) })
    }

    /// Happens while a subscription is under way.
    var whileSubscribing: @Sendable () async throws -> Void = {}
    var view: @Sendable () throws -> TopicView = { view() }
    /// What the group service says of alice when it is asked whether she may.
    var access: @Sendable () throws -> AccessPair? = { member }
    var head: @Sendable () async throws -> Int64 = { 0 }
    var history: @Sendable (HistoryRequest) throws -> HistoryReply = { _ in HistoryReply() }
    var replay: @Sendable (ReplayRequest) throws -> HistoryReply = { _ in HistoryReply() }
    var setDevice: @Sendable () throws -> Void = {}
    /// Hears when alice was last seen.
    var seen: @Sendable (_ userAgent: String) -> Void = { _ in }
    /// Nil for never answering.
    var submit: @Sendable (SubmitRequest) async throws -> SubmitReply = { request in
        SubmitReply(outcomes: request.submissions.map { _ in SubmitOutcome() })
    }

    /// What the call-token service answers: by default there are no calls.
    var calls: any CallTokenRPC = NoCalls()

    /// The services under their addresses.
    func network() -> InProcessNetwork {
        let network = InProcessNetwork()
        network.serve(RPCRouter([ScriptedAuth(script: self)]), at: "auth")
        network.serve(RPCRouter([ScriptedGroup(script: self)]), at: "group")
        network.serve(RPCRouter([ScriptedMessage(script: self)]), at: "message")
        network.serve(RPCRouter([calls]), at: "call-token")
        return network
    }
}

private struct NoCalls: CallTokenRPC {}

private struct ScriptedAuth: AuthRPC {
    let script: Script

    func login(_ request: LoginRequest, _ context: CallContext) async throws -> Authentication {
        Authentication(user: Script.alice.rawValue, level: AuthLevel.authenticated.rawValue)
    }

    func updateAccount(_ request: UpdateAccountRequest, _ context: CallContext) async throws -> AccountChangedReply {
        if request.seenAt > 0 { script.seen(request.userAgent) }
        return AccountChangedReply(changed: true)
    }

    func setDevice(_ request: SetDeviceRequest, _ context: CallContext) async throws -> EmptyMessage {
        try script.setDevice()
        return EmptyMessage()
    }
}

private struct ScriptedGroup: GroupRPC {
    let script: Script

    func listSubscriptions(
        _ request: ListSubscriptionsRequest, _ context: CallContext
    ) async throws -> ListSubscriptionsReply {
        ListSubscriptionsReply()
    }

    func subscribe(_ request: SubscribeRequest, _ context: CallContext) async throws -> SubscribeReply {
        try await script.whileSubscribing()
        return SubscribeReply(topic: Script.view())
    }

    func getTopic(_ request: GetTopicRequest, _ context: CallContext) async throws -> TopicView {
        try script.view()
    }

    func authorize(_ request: AuthorizeRequest, _ context: CallContext) async throws -> AuthorizeReply {
        AuthorizeReply(
            standings: try request.questions.map { question in
                var standing = question
                standing.exists = true
                standing.access = try script.access()
                standing.isSubscribed = standing.access != nil
                return standing
            })
    }

    func audience(_ request: AudienceRequest, _ context: CallContext) async throws -> AudienceReply {
        AudienceReply()
    }
}

private struct ScriptedMessage: MessageRPC {
    let script: Script

    func getStates(_ request: GetStatesRequest, _ context: CallContext) async throws -> GetStatesReply {
        let head = try await script.head()
        return GetStatesReply(states: request.topics.map { TopicState(topic: $0, sequence: head) })
    }

    func history(_ request: HistoryRequest, _ context: CallContext) async throws -> HistoryReply {
        try script.history(request)
    }

    func replay(_ request: ReplayRequest, _ context: CallContext) async throws -> HistoryReply {
        try script.replay(request)
    }

    func submit(_ request: SubmitRequest, _ context: CallContext) async throws -> SubmitReply {
        try await script.submit(request)
    }
}
