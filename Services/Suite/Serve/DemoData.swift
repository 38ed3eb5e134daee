import Auth
import Chat
import Contracts
import JSON
import RPC
import Storage

/// The users, the group and the channel of `--demo`.
///
/// Made once in a data folder: what people change or delete afterwards stays so. A start that did not get to the end is
/// made up for by the next one.
enum DemoData {
    /// The file that says that all was made.
    private static let mark = "demo-data"
    private static let people = [
        ("alice", "Alice Hatter"), ("bob", "Bob Smith"), ("carol", "Carol Xmas"), ("dave", "Dave Goliathsson"),
        ("eve", "Eve Adams"), ("frank", "Frank Singer"),
    ]

    /// Makes what is missing, unless all was there once.
    ///
    /// - Throws: `DataFolderError` when that cannot be noted down, and what the services throw.
    static func ensure(auth: AuthService, group: GroupStub, in folder: DataFolder) async throws {
        guard !folder.hasMark(mark) else { return }
        try await make(auth: auth, group: group)
        try folder.leaveMark(mark)
    }

    /// Makes what is missing.
    ///
    /// - Throws: What the services throw.
    static func make(auth: AuthService, group: GroupStub) async throws {
        var users: [String: UserID] = [:]
        for (login, name) in people {
            var seed = SeedAccount(login: login, password: "\(login)123", email: "\(login)@example.com")
            seed.publicJSON = card(name)
            users[login] = try await auth.ensureAccount(seed)
        }
        var root = SeedAccount(login: "xena", password: "xena123", level: .root, email: "xena@example.com")
        root.publicJSON = card("Xena Warrior")
        try await auth.ensureAccount(root)
        guard let owner = users["alice"].map({ Actor(user: $0) }) else { return }
        let topics = try await group.listSubscriptions(ListSubscriptionsRequest(), as: owner).topics
        try await ensureTopic(
            CreateTopicRequest(publicJSON: card("Let's talk about flowers"), tags: ["flowers"]), among: topics,
            by: owner, with: ["bob", "carol", "dave"].compactMap { users[$0] }, group)
        try await ensureTopic(
            CreateTopicRequest(isChannel: true, publicJSON: card("Parley news"), tags: ["news"]), among: topics,
            by: owner, with: ["eve", "frank"].compactMap { users[$0] }, group)
    }

    /// Makes a topic unless the owner has one with its tags, and sees to it that the others are in it.
    private static func ensureTopic(
        _ request: CreateTopicRequest, among topics: [TopicView], by owner: Actor, with others: [UserID],
        _ group: GroupStub
    ) async throws {
        var topic = topics.first { $0.tags == request.tags }?.topic
        if topic == nil {
            topic = try await group.createTopic(request, as: owner).topic?.topic
        }
        for other in others {
            do {
                _ = try await group.subscribe(
                    SubscribeRequest(topic: topic ?? "", asReader: request.isChannel), as: Actor(user: other))
            } catch {
                // Somebody has changed things since: then that is how they want them.
                guard error.code == .permissionDenied else { throw error }
            }
        }
    }

    private static func card(_ name: String) -> [UInt8] {
        RawJSON.object(["fn": .string(name)]).bytes
    }
}
