import Chat
import Contracts
import Storage
import Testing

@testable import Group

private struct Refusal: Error {}

extension GroupStoreContract {
    static var changing: [Promise] {
        [
            Promise("What nobody has made is not there") { fixture in
                let topic = fixture.freshTopic()
                let found = try await fixture.store.read(topic, users: [.alice])
                #expect(found.topic == nil && found.subscriptions.isEmpty)
                let audience = try await fixture.store.audience(of: topic, after: nil, limit: 10)
                #expect(audience.members.items.isEmpty && !audience.members.hasMore)
            },
            Promise("A topic and its subscriptions are read as they were written, also after a restart") { fixture in
                let topic = fixture.freshTopic()
                var record = TopicRecord(
                    id: topic, isChannel: true, owner: .zoe, at: 1,
                    defaultAccess: DefaultAccess(authenticated: letters("JRWPS"), anonymous: letters("JR")))
                record.updatedAt = 2
                record.publicJSON = Array(#"{"fn":"ü"}"#.utf8)
                record.trustedJSON = [0x31]
                record.auxiliaryJSON = [0x32]
                record.tags = ["beta", "zulu"]
                record.members = 3
                record.readers = 4
                var subscription = SubscriptionRecord(user: .zoe, access: Access("JRW/JRWPASDO"), isReader: true, at: 5)
                subscription.privateJSON = [0x33]
                subscription.updatedAt = 6
                subscription.deletedAt = 7
                let (written, member) = (record, subscription)
                _ = try await fixture.store.change(topic, users: [], actor: Actor(user: .zoe), now: 9) { snapshot in
                    snapshot.topic = written
                    snapshot.subscriptions[.zoe] = member
                }
                let found = try await fixture.store.read(topic, users: [.zoe, .bob, .zoe])
                let again = try await fixture.reopened().read(topic, users: [.zoe])
                #expect(found.topic == written && found.subscriptions == [.zoe: member])
                #expect(again.topic == written && again.subscriptions == [.zoe: member])
            },
            Promise("A change and its events are written together, the events in order") { fixture in
                let topic = fixture.freshTopic()
                try await make(topic, in: fixture.store, members: [.bob])
                let events = try await fixture.events(of: topic)
                #expect(events.map { $0.topicCreated != nil } == [true, false, false])
                #expect(events.map { $0.accessChanged?.user } == [nil, 1, 2])
                #expect(Set(events.map(\.id)).count == 3)
            },
            Promise("A change that throws leaves nothing behind") { fixture in
                let topic = fixture.freshTopic()
                await #expect(throws: Refusal.self) {
                    _ = try await fixture.store.change(topic, users: [], actor: Actor(user: .bob), now: 1) { snapshot in
                        snapshot.create(TopicRecord(id: topic, owner: .bob, at: 1))
                        throw Refusal()
                    }
                }
                let found = try await fixture.store.read(topic, users: [.bob])
                let events = try await fixture.events(of: topic)
                #expect(found.topic == nil && events.isEmpty)
            },
            Promise("Of changes that come at once each sees what it asked for, and one that throws is nobody else's") {
                fixture in
                let topic = fixture.freshTopic()
                try await make(topic, in: fixture.store, members: [.bob])
                let seen = try await withThrowingTaskGroup(of: Set<UserID>.self) { group in
                    for number in UInt64(10)..<40 {
                        group.addTask {
                            let user = UserID.person(number)
                            let actor = Actor(user: user)
                            do {
                                return try await fixture.store.change(topic, users: [user], actor: actor, now: 2000) {
                                    snapshot in
                                    snapshot.setAccess(Access("JRW/JRW"), of: user)
                                    if number.isMultiple(of: 3) { throw Refusal() }
                                    return Set(snapshot.subscriptions.keys).subtracting([user])
                                }.0
                            } catch is Refusal {
                                return [.alice]
                            }
                        }
                    }
                    return try await group.reduce(into: Set<UserID>()) { $0.formUnion($1) }
                }
                // The owner belongs to every decision.
                #expect(seen == [.alice])
                let joined = Set((UInt64(10)..<40).filter { !$0.isMultiple(of: 3) })
                let audience = try await fixture.store.audience(of: topic, after: nil, limit: 1000)
                let events = try await fixture.events(of: topic).dropFirst(3)
                #expect(Set(audience.members.items.map(\.user.rawValue)) == joined.union([1, 2]))
                #expect(try await fixture.store.read(topic, users: []).topic?.members == Int64(2 + joined.count))
                #expect(Set(events.map(\.actor)) == joined)
                #expect(events.allSatisfy { $0.accessChanged?.user == $0.actor })
            },
            Promise("No change of a topic is lost, however many come at once") { fixture in
                let topic = fixture.freshTopic()
                try await make(topic, in: fixture.store)
                try await withThrowingTaskGroup { group in
                    for number in UInt64(10)..<110 {
                        group.addTask {
                            try await set(
                                Access("JRW/JRW"), of: .person(number), to: topic, in: fixture.store, now: 2000)
                        }
                    }
                    try await group.waitForAll()
                }
                let found = try await fixture.store.read(topic, users: [])
                let audience = try await fixture.store.audience(of: topic, after: nil, limit: 1000)
                let events = try await fixture.events(of: topic)
                #expect(found.topic?.members == 101)
                #expect(audience.members.items.count == 101)
                #expect(events.count == 102)
            },
            Promise("A change sees the owner and those who were offered ownership, unasked") { fixture in
                let topic = fixture.freshTopic()
                try await make(topic, in: fixture.store, members: [.bob, .carol])
                try await set(Access("JRW/JRWPASDO"), of: .carol, to: topic, in: fixture.store, now: 2000)
                let (users, _) = try await fixture.store.change(
                    topic, users: [.dave], actor: Actor(user: .dave), now: 2001
                ) { Set($0.subscriptions.keys) }
                #expect(users == [.alice, .carol])
            },
            Promise("An alias belongs to one topic, until it is given up") { fixture in
                let (one, other) = (fixture.freshTopic(), fixture.freshTopic())
                let alias = "alias:\(UInt64.random(in: 0...UInt64.max))"
                let tag = { @Sendable (snapshot: inout TopicSnapshot) -> Void in
                    snapshot.topic?.tags = [alias, "shared"]
                    snapshot.events.append(.tags)
                }
                let actor = Actor(user: .alice)
                try await make(one, in: fixture.store)
                try await make(other, in: fixture.store)
                _ = try await fixture.store.change(one, users: [], actor: actor, now: 2000, tag)
                let error = await #expect(throws: StoreError.self) {
                    _ = try await fixture.store.change(other, users: [], actor: actor, now: 2000, tag)
                }
                #expect(error == .conflict)
                let events = try await fixture.events(of: other)
                #expect(events.count == 2)
                try await delete(one, in: fixture.store, now: 2001)
                _ = try await fixture.store.change(other, users: [], actor: actor, now: 2002, tag)
                let found = try await fixture.store.read(other, users: [])
                #expect(found.topic?.tags == [alias, "shared"])
            },
        ]
    }
}
