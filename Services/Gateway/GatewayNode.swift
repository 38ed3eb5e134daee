import Chat
package import Contracts
import Logging
import Presence
import Synchronization
import Wire

/// The services that a gateway calls.
package struct GatewayServices: Sendable {
    package var auth: AuthStub
    package var group: GroupStub
    package var message: MessageStub
    package var callToken: CallTokenStub

    /// Names the services.
    package init(auth: AuthStub, group: GroupStub, message: MessageStub, callToken: CallTokenStub) {
        self.auth = auth
        self.group = group
        self.message = message
        self.callToken = callToken
    }
}

/// What all shards of a gateway share.
final class GatewayNode: Sendable {
    let settings: GatewaySettings
    let services: GatewayServices
    let presence: any Presence
    /// The files that clients upload; nil where there are none.
    let files: GatewayFiles?
    let interest: InterestRegistry
    let news = PresenceNews()
    let calls = KnownCallConfiguration()
    let work = WorkQueue()
    let meters = GatewayMeters()
    let plugins: PluginSet
    let logger: Logger
    /// Where clients connect.
    let servingPort: Atomic<Int>
    /// Milliseconds since 1970.
    let now: @Sendable () -> Int64
    private let audiences: AudienceCache
    /// Topics that this node has announced as online.
    private let announced = Mutex<Set<String>>([])

    var id: NodeID { settings.node }

    init(
        settings: GatewaySettings, services: GatewayServices, presence: any Presence, files: GatewayFiles? = nil,
        logger: Logger, now: @escaping @Sendable () -> Int64
    ) {
        self.settings = settings
        self.services = services
        self.presence = presence
        self.files = files
        self.logger = logger
        self.now = now
        plugins = PluginSet(settings.plugins, logger: logger)
        servingPort = Atomic(settings.port)
        interest = InterestRegistry(presence: presence, node: settings.node)
        audiences = AudienceCache(group: services.group, now: now)
    }

    /// Where files are, for clients that are connected elsewhere.
    var servingAddress: String {
        let scheme = settings.security == nil ? "http" : "https"
        return "\(scheme)://\(settings.host):\(servingPort.load(ordering: .relaxed))/"
    }

    /// How many gateways there are; at least this one.
    func gatewayCount() async -> Int {
        max(1, (try? await presence.nodes().count) ?? 1)
    }

    // MARK: Who is there

    /// Whether any node wants to hear of a key.
    ///
    /// Presence that cannot be asked counts as nobody there.
    func isOnline(_ key: String) async -> Bool {
        await areOnline([key]).first ?? false
    }

    /// The same for several keys, in order.
    func areOnline(_ keys: [String]) async -> [Bool] {
        guard !keys.isEmpty else { return [] }
        let nodes = (try? await presence.interested(in: keys)) ?? []
        return keys.indices.map { nodes.indices.contains($0) && !nodes[$0].isEmpty }
    }

    /// Whether a topic has just become online by a session of this node: true once until nobody here is attached.
    func becameOnline(_ topic: String) async -> Bool {
        guard announced.withLock({ $0.insert(topic).inserted }) else { return false }
        let nodes = (try? await presence.interested(in: [topic]))?.first ?? []
        return nodes.allSatisfy { $0 == id }
    }

    /// The members of a topic with their modes.
    func audience(of topic: TopicID) async -> [Recipient] {
        await audiences.members(of: topic)
    }

    /// Gives up a shard's interest in a topic.
    ///
    /// - Returns: Whether nobody on this node wants to hear of it any more.
    func withdraw(_ topic: String) async -> Bool {
        guard await !interest.release(topic) else { return false }
        _ = announced.withLock { $0.remove(topic) }
        return true
    }

    /// The members who are to hear of a topic's coming and going.
    func presenceAudience(of topic: TopicID) async -> [Recipient] {
        await audience(of: topic).filter {
            AccessMode(mask: $0.mode).isSuperset(of: [.read, .presence]) && !$0.isReader
        }
    }

    // MARK: Telling

    /// Hands an ephemeral event to every node that holds somebody who is to hear of it.
    func publish(_ event: Ephemeral) async {
        let keys = [event.topic] + event.recipients.compactMap { UserID(rawValue: $0.user)?.description }
        guard let interested = try? await presence.interested(in: keys) else { return }
        let nodes = Set(interested.joined())
        guard !nodes.isEmpty else { return }
        presence.publish(event.encoded(), to: Array(nodes))
    }

    /// Tells whom it concerns that nobody stands behind a key any more.
    func tellOfLost(_ key: String) async {
        switch PresenceKey(key) {
        case .user(let user):
            await tellPeers(of: Actor(user: user), UserPresence(what: "off"))
        case .topic(let topic):
            guard case .group = topic else { return }
            await publish(
                Ephemeral(
                    topic: key, recipients: await presenceAudience(of: topic),
                    topicPresence: TopicPresence(isOnline: false)))
        case .attachment(let user, let topic):
            guard case .group = topic else { return }
            await publish(
                Ephemeral(
                    topic: "\(topic)", from: user.rawValue, attachPresence: AttachPresence(isOnline: false)))
        case nil:
            break
        }
    }

    /// Tells the peers of a user's private chats that the user came or went.
    func tellPeers(of actor: Actor, _ change: UserPresence) async {
        var after = ""
        while true {
            guard
                let page = try? await services.group.listSubscriptions(
                    ListSubscriptionsRequest(after: after), as: actor)
            else { return }
            for view in page.topics {
                guard let topic = TopicID(view.topic), let peer = topic.peer(of: actor.user),
                    let access = view.peerAccess, Access(access).mode.contains(.presence),
                    view.subscription?.deletedAt == 0
                else { continue }
                await publish(
                    Ephemeral(
                        topic: view.topic, from: actor.user.rawValue, originSession: actor.session,
                        recipients: [Recipient(user: peer.rawValue)], userPresence: change))
            }
            guard page.hasMore, let last = page.topics.last else { return }
            after = last.topic
        }
    }
}
