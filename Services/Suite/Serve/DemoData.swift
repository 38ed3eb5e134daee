import Auth
import Chat
import Contracts
import JSON
import RPC

/// The users, the group and the channel of `--demo`.
///
/// Made once; what is there stays as it is.
enum DemoData {
    private static let people = [
        ("alice", "Alice Hatter"), ("bob", "Bob Smith"), ("carol", "Carol Xmas"), ("dave", "Dave Goliathsson"),
        ("eve", "Eve Adams"), ("frank", "Frank Singer"),
    ]

    /// Makes what is missing.
    static func ensure(auth: AuthService, group: GroupStub) async throws {
        var users: [String: UserID] = [:]
        for (login, name) in people {
            var seed = SeedAccount(login: login, password: "\(login)123", email: "\(login)@example.com")
            seed.publicJSON = card(name)
            users[login] = try await auth.ensureAccount(seed)
        }
        var root = SeedAccount(login: "xena", password: "xena123", level: .root, email: "xena@example.com")
        root.publicJSON = card("Xena Warrior")
        try await auth.ensureAccount(root)
        guard let owner = users["alice"] else { return }
        let actor = Actor(user: owner)
        let topics = try await group.listSubscriptions(ListSubscriptionsRequest(), as: actor).topics
        if !topics.contains(where: { $0.kind == .group }) {
            try await makeGroup(group, owner: actor, members: ["bob", "carol", "dave"].compactMap { users[$0] })
        }
        if !topics.contains(where: { $0.kind == .channel }) {
            try await makeChannel(group, owner: actor, readers: ["eve", "frank"].compactMap { users[$0] })
        }
    }

    private static func makeGroup(_ group: GroupStub, owner: Actor, members: [UserID]) async throws {
        let made = try await group.createTopic(
            CreateTopicRequest(publicJSON: card("Let's talk about flowers"), tags: ["flowers"]), as: owner)
        for member in members {
            _ = try await group.subscribe(
                SubscribeRequest(topic: made.topic?.topic ?? ""), as: Actor(user: member))
        }
    }

    private static func makeChannel(_ group: GroupStub, owner: Actor, readers: [UserID]) async throws {
        let made = try await group.createTopic(
            CreateTopicRequest(isChannel: true, publicJSON: card("Parley news"), tags: ["news"]), as: owner)
        for reader in readers {
            _ = try await group.subscribe(
                SubscribeRequest(topic: made.topic?.topic ?? "", asReader: true), as: Actor(user: reader))
        }
    }

    private static func card(_ name: String) -> [UInt8] {
        RawJSON.object(["fn": .string(name)]).bytes
    }
}
