import Chat
import Contracts
import Storage
import Testing

@testable import Group

extension GroupStoreContract {
    /// All pages of a user's topics.
    private static func topics(
        of user: UserID, in store: Fixture.Store, since: Int64 = 0, limit: Int = 2
    ) async throws -> [TopicWithSubscription] {
        var items: [TopicWithSubscription] = []
        while true {
            let page = try await store.topics(
                of: user, only: nil, modifiedSince: since, after: items.last?.topic.id.description ?? "", limit: limit)
            items += page.items
            guard page.hasMore else { return items }
        }
    }

    /// All pages of a topic's members.
    private static func members(
        of topic: TopicID, in store: Fixture.Store, since: Int64 = 0, limit: Int = 2
    ) async throws -> [UserID] {
        var users: [UserID] = []
        while true {
            let page = try await store.members(
                of: topic, only: nil, modifiedSince: since, after: users.last, limit: limit)
            users += page.items.map(\.user)
            guard page.hasMore else { return users }
        }
    }

    static var listing: [Promise] {
        [
            Promise("A user's topics come by name, page by page, those that live") { fixture in
                let user = UserID.random()
                let topics = (0..<5).map { _ in fixture.freshTopic() }.sorted { "\($0)" < "\($1)" }
                for topic in topics {
                    try await make(topic, in: fixture.store, members: [user])
                }
                let all = try await self.topics(of: user, in: fixture.store)
                #expect(all.map(\.topic.id) == topics)
                try await set(nil, of: user, to: topics[1], in: fixture.store, now: 2000)
                try await delete(topics[3], in: fixture.store, now: 3000)
                let living = try await self.topics(of: user, in: fixture.store)
                #expect(living.map(\.topic.id) == [topics[0], topics[2], topics[4]])
                let changed = try await self.topics(of: user, in: fixture.store, since: 1999)
                #expect(changed.map(\.topic.id) == [topics[1], topics[3]])
                #expect(changed.map(\.subscription.deletedAt) == [2000, 0])
                #expect(changed.map(\.topic.deletedAt) == [0, 3000])
                let one = try await fixture.store.topics(
                    of: user, only: topics[2], modifiedSince: 0, after: "", limit: 9)
                #expect(one.items.map(\.topic.id) == [topics[2]] && !one.hasMore)
            },
            Promise("A private chat comes with the peer, as long as the peer is there") { fixture in
                let (user, peer) = (UserID.random(), UserID.random())
                let topic = TopicID.chat(user, peer)
                _ = try await fixture.store.change(topic, users: [], actor: Actor(user: user), now: 1) { snapshot in
                    snapshot.create(TopicRecord(id: topic, at: 1))
                    snapshot.setAccess(Access("JRWPA/JRWPA"), of: user)
                    snapshot.setAccess(Access("JRWPA/JRWA"), of: peer)
                }
                let both = try await topics(of: user, in: fixture.store)
                #expect(both.map(\.peer?.access) == [Access("JRWPA/JRWA")])
                try await set(nil, of: peer, to: topic, in: fixture.store, now: 2)
                let alone = try await topics(of: user, in: fixture.store)
                #expect(alone.map(\.peer) == [nil])
            },
            Promise("Members come with the latest change first, ties by user, without readers") { fixture in
                let topic = fixture.freshTopic()
                try await make(topic, in: fixture.store, members: [.zoe, .bob, .carol], isChannel: true)
                try await set(Access("JR/JR"), of: .bob, to: topic, in: fixture.store, now: 5000)
                try await set(Access("JR/JR"), of: .zoe, to: topic, in: fixture.store, now: 5000)
                try await set(
                    Access("JRP/JRP"), of: .dave, to: topic, in: fixture.store, isReader: true, now: 6000)
                let all = try await members(of: topic, in: fixture.store)
                #expect(all == [.bob, .zoe, .carol, .alice])
                let single = try await members(of: topic, in: fixture.store, limit: 1)
                #expect(single == all)
                try await set(nil, of: .carol, to: topic, in: fixture.store, now: 7000)
                let living = try await members(of: topic, in: fixture.store)
                #expect(living == [.bob, .zoe, .alice])
                let changed = try await members(of: topic, in: fixture.store, since: 4999)
                #expect(changed == [.carol, .bob, .zoe])
                for (user, since, count) in [
                    (UserID.zoe, Int64(0), 1), (.zoe, 5000, 0), (.carol, 0, 0), (.carol, 6999, 1), (.dave, 0, 0),
                ] {
                    let page = try await fixture.store.members(
                        of: topic, only: user, modifiedSince: since, after: nil, limit: 9)
                    #expect(page.items.count == count)
                }
            },
            Promise("The audience comes by user, great numbers last, with what each can do") { fixture in
                let topic = fixture.freshTopic()
                let middle = UserID.person(1 << 63)
                try await make(topic, in: fixture.store, members: [.zoe, middle, .carol], isChannel: true)
                try await set(Access("JRW/JRP"), of: .carol, to: topic, in: fixture.store, now: 3000)
                try await set(Access("JRP/JRP"), of: .dave, to: topic, in: fixture.store, isReader: true, now: 3000)
                try await set(Access("JRW/JRP"), of: .bob, to: topic, in: fixture.store, now: 3000)
                try await set(nil, of: .bob, to: topic, in: fixture.store, now: 3001)
                let first = try await fixture.store.audience(of: topic, after: nil, limit: 3)
                let second = try await fixture.store.audience(of: topic, after: .dave, limit: 3)
                #expect(first.members.items.map(\.user) == [.alice, .carol, .dave])
                #expect(first.members.items.map(\.mode.description) == ["JRWPASDO", "JR", "JRP"])
                #expect(first.members.items.map(\.isReader) == [false, false, true])
                #expect(first.members.hasMore && !second.members.hasMore && first.isChannel)
                #expect(second.members.items.map(\.user) == [middle, .zoe])
                try await set(Access("JRWA/JRWA"), of: .zoe, to: topic, in: fixture.store, now: 3000)
                try await set(Access("JRWA/JRW"), of: middle, to: topic, in: fixture.store, now: 3000)
                let administrators = try await fixture.store.audience(
                    of: topic, after: nil, limit: 9, onlyAdministrators: true)
                #expect(administrators.members.items.map(\.user) == [.alice, .zoe])
                try await delete(topic, in: fixture.store, now: 4000)
                let after = try await fixture.store.audience(of: topic, after: nil, limit: 9)
                #expect(after.members.items.map(\.user) == [.alice, .carol, .dave, middle, .zoe])
            },
            Promise("Standings answer every question in order") { fixture in
                let (topic, gone) = (fixture.freshTopic(), fixture.freshTopic())
                try await make(topic, in: fixture.store, members: [.bob, .carol], isChannel: true)
                try await make(gone, in: fixture.store, members: [.bob])
                try await set(nil, of: .bob, to: topic, in: fixture.store, now: 3000)
                try await set(Access("JRP/JRP"), of: .zoe, to: topic, in: fixture.store, isReader: true, now: 3000)
                try await delete(gone, in: fixture.store, now: 3000)
                let answers = try await fixture.store.standings([
                    StandingQuestion(topic: topic, user: .carol), StandingQuestion(topic: gone, user: .bob),
                    StandingQuestion(topic: topic, user: .zoe), StandingQuestion(topic: topic, user: .bob),
                    StandingQuestion(topic: fixture.freshTopic(), user: .bob),
                    StandingQuestion(topic: topic, user: .carol),
                ])
                let member = StandingAnswer(exists: true, isChannel: true, access: Access("JRWPS/JRWPS"))
                #expect(
                    answers == [
                        member, StandingAnswer(),
                        StandingAnswer(exists: true, isChannel: true, access: Access("JRP/JRP"), isReader: true),
                        StandingAnswer(exists: true, isChannel: true), StandingAnswer(), member,
                    ])
                let none = try await fixture.store.standings([])
                #expect(none.isEmpty)
            },
            Promise("A large group is read in pages, everybody once") { fixture in
                let topic = fixture.freshTopic()
                try await make(topic, in: fixture.store)
                _ = try await fixture.store.change(topic, users: [], actor: Actor(user: .alice), now: 2000) {
                    snapshot in
                    for number in UInt64(2)...3000 {
                        snapshot.setAccess(Access("JRWPS/JRWPS"), of: .person(number))
                    }
                }
                let members = try await self.members(of: topic, in: fixture.store, limit: 700)
                #expect(members == (UInt64(2)...3000).map(UserID.person) + [.alice])
                var listeners: [UserID] = []
                var isMore = true
                while isMore {
                    let page = try await fixture.store.audience(of: topic, after: listeners.last, limit: 999)
                    listeners += page.members.items.map(\.user)
                    isMore = page.members.hasMore
                }
                #expect(listeners == (UInt64(1)...3000).map(UserID.person))
            },
        ]
    }
}
