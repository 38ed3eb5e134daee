import Chat
import Contracts
import Testing

@testable import Group

/// The promises of the group store.
///
/// Every adapter's suite runs all of them. Within a promise, keep closures out of `#expect`: the compiler (6.3.1) was
/// seen to call another closure in place of one that is written there.
enum GroupStoreContract<Fixture: GroupStoreFixture> {
    typealias Promise = GroupStorePromise<Fixture>

    static var promises: [Promise] { changing + listing + finding }

    /// Makes a group that Alice owns, with members; user `index` changed at `1000 + index`.
    static func make(
        _ topic: TopicID, in store: Fixture.Store, members: [UserID] = [], isChannel: Bool = false
    ) async throws {
        _ = try await store.change(topic, users: [], actor: Actor(user: .alice), now: 1000) { snapshot in
            snapshot.create(TopicRecord(id: topic, isChannel: isChannel, owner: .alice, at: 1000))
            snapshot.setAccess(Access(both: .full), of: .alice)
        }
        for (index, member) in members.enumerated() {
            try await set(Access("JRWPS/JRWPS"), of: member, to: topic, in: store, now: 1001 + Int64(index))
        }
    }

    static func set(
        _ access: Access?, of user: UserID, to topic: TopicID, in store: Fixture.Store, isReader: Bool = false,
        now: Int64
    ) async throws {
        _ = try await store.change(topic, users: [user], actor: Actor(user: user), now: now) { snapshot in
            if let access {
                snapshot.setAccess(access, of: user, isReader: isReader)
            } else {
                snapshot.end(user)
            }
        }
    }

    static func delete(_ topic: TopicID, in store: Fixture.Store, now: Int64) async throws {
        _ = try await store.change(topic, users: [], actor: Actor(user: .alice), now: now) { $0.delete() }
    }
}
