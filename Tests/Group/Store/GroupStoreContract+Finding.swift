import Chat
import Contracts
import Testing

@testable import Group

extension GroupStoreContract {
    private static func query(_ required: [[String]], _ optional: [String] = []) -> TagQuery {
        TagQuery(required: required.map { TagAlternatives(tags: $0) }, optional: optional)
    }

    /// Makes groups with these tags, which no other promise uses; the last one changed last.
    private static func make(_ tags: [[String]], in fixture: Fixture) async throws -> [TopicID] {
        var topics: [TopicID] = []
        for (index, tags) in tags.enumerated() {
            let topic = fixture.freshTopic()
            try await make(topic, in: fixture.store)
            _ = try await fixture.store.change(topic, users: [], actor: Actor(user: .alice), now: 2000) { snapshot in
                snapshot.topic?.tags = tags
                snapshot.topic?.updatedAt = 2000 + Int64(index)
            }
            topics.append(topic)
        }
        return topics
    }

    static var finding: [Promise] {
        [
            Promise("Topics are found by all required groups and one of the optional tags") { fixture in
                let own = "t\(UInt64.random(in: 0...UInt64.max))"
                let (red, blue, round) = ("\(own)-red", "\(own)-blue", "\(own)-round")
                let topics = try await make([[red, round], [red], [blue, round]], in: fixture)
                let both = try await fixture.store.find(query([[red], [round]]), limit: 9)
                #expect(both.map(\.id) == [topics[0]])
                #expect(both.map(\.tags) == [[red, round]])
                let either = try await fixture.store.find(query([[round]], [red, blue]), limit: 9)
                #expect(Set(either.map(\.id)) == [topics[0], topics[2]])
                for nothing in [query([["\(own)-green"]]), query([[]]), query([[], [red]]), TagQuery()] {
                    let found = try await fixture.store.find(nothing, limit: 9)
                    #expect(found.isEmpty)
                }
            },
            Promise("The heaviest match comes first, then what changed last, up to a limit") { fixture in
                let own = "t\(UInt64.random(in: 0...UInt64.max))"
                let (one, two, alias) = ("\(own)-1", "\(own)-2", "alias:\(own)")
                let topics = try await make([[one, two], [one], [alias], [two]], in: fixture)
                let all = try await fixture.store.find(query([], [one, two, alias]), limit: 9)
                #expect(all.map(\.id) == [topics[2], topics[0], topics[3], topics[1]])
                let some = try await fixture.store.find(query([], [one, two, alias]), limit: 2)
                #expect(some.map(\.id) == [topics[2], topics[0]])
            },
            Promise("A deleted topic is not found") { fixture in
                let tag = "t\(UInt64.random(in: 0...UInt64.max))"
                let topics = try await make([[tag]], in: fixture)
                try await delete(topics[0], in: fixture.store, now: 3000)
                let found = try await fixture.store.find(query([[tag]]), limit: 9)
                #expect(found.isEmpty)
            },
        ]
    }
}
