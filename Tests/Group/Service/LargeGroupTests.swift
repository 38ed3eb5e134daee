import Chat
import Contracts
import EventLog
import Logging
import RPC
import Storage
import TestKit
import Testing

@testable import Group

/// A group of a hundred thousand, read and changed as the other services do.
@Suite("A group with a hundred thousand members", .timeLimit(.minutes(2)))
struct LargeGroupTests {
    private static let count: UInt64 = 100_000

    private let folder: TemporaryFolder
    private let claim: DataFolder
    private let store: SQLiteGroupStore
    private let group: GroupStub
    private let owner = Actor(user: .person(1))

    init() throws {
        folder = try TemporaryFolder()
        claim = try DataFolder(folder.path)
        store = try SQLiteGroupStore(in: claim)
        let network = InProcessNetwork()
        var settings = GroupSettings()
        settings.memberLimit = Int(Self.count)
        let service = GroupService(
            store: store, outbox: store.outbox, log: InProcessEventLog(),
            auth: AuthStub(network.transport(to: "auth")), settings: settings, logger: Logger(label: "test"),
            now: { 5_000 })
        network.serve(RPCRouter([service.rpc]), at: "group")
        group = GroupStub(network.transport(to: "group"))
    }

    /// Makes a group with all its members but one, who are written past the events that nobody here listens to.
    private func make() async throws -> String {
        let name = try await group.createTopic(CreateTopicRequest(), as: owner).topic?.topic ?? ""
        let topic = try #require(TopicID(name))
        try await store.database.write { db in
            for number in UInt64(2)..<Self.count {
                let access = Access(both: AccessMode.Default.group)
                // A few hundred came in the same millisecond.
                let record = SubscriptionRecord(user: .person(number), access: access, at: Int64(1_000 + number / 300))
                try SQLiteGroupStore.write(record, to: topic, in: db)
            }
            try db.run("UPDATE topics SET members = \(Self.count - 1) WHERE name = '\(name)'")
        }
        return name
    }

    /// Reads a list page by page.
    private func all<Row>(_ page: (Row?) async throws -> (rows: [Row], hasMore: Bool)) async throws -> [Row] {
        var rows: [Row] = []
        var hasMore = true
        while hasMore {
            let next = try await page(rows.last)
            rows += next.rows
            hasMore = next.hasMore
        }
        return rows
    }

    @Test("takes its last member and no more, and is read in pages, everybody exactly once")
    func whole() async throws {
        let topic = try await make()
        let last = UserID.person(Self.count)
        let joined = try await group.subscribe(SubscribeRequest(topic: topic), as: Actor(user: last))
        #expect(joined.topic?.subscriberCount == Int64(Self.count))
        await #expect(throws: RPCStatus.self) {
            _ = try await group.subscribe(
                SubscribeRequest(topic: topic), as: Actor(user: .person(Self.count + 1)))
        }
        let members = try await all { (row: Subscription?) in
            let reply = try await group.listMembers(
                ListMembersRequest(topic: topic, limit: 1_000, after: row?.user ?? 0), as: owner)
            return (reply.members, reply.hasMore)
        }
        #expect(members.count == Int(Self.count))
        #expect(Set(members.map(\.user)).count == Int(Self.count))
        let listeners = try await all { (row: AudienceMember?) in
            let reply = try await group.audience(
                AudienceRequest(topic: topic, after: row?.user ?? 0, limit: 10_000), timeout: .seconds(60))
            return (reply.members, reply.hasMore)
        }
        #expect(Set(listeners.map(\.user)) == Set(members.map(\.user)))
        #expect(listeners.count == Int(Self.count))
        let administrators = try await group.audience(AudienceRequest(topic: topic, onlyAdministrators: true))
        #expect(administrators.members.map(\.user) == [owner.user.rawValue])
    }
}
