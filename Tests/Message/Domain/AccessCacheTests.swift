import Chat
import Contracts
import RPC
import Testing

@testable import Message

@Suite("What the service remembers of accesses")
struct AccessCacheTests {
    private let group = ScriptedGroup()
    private let clock = SettableClock()
    private let cache: AccessCache

    init() {
        let network = InProcessNetwork()
        network.serve(RPCRouter([group]), at: "group")
        cache = AccessCache(group: GroupStub(network.transport(to: "group")), partitions: 2) { [clock] in clock.now }
        cache.follow(0)
        cache.follow(1)
    }

    private func mode(of user: UInt64 = 1, in topic: String = "grpA") async throws -> AccessMode {
        try await cache.standing(of: user, in: topic).resource.mode
    }

    @Test("is asked for once, and each question of several once")
    func remembered() async throws {
        let questions = [1, 2, 1, 2].map { Standing(topic: "grpA", user: $0) }
        #expect(try await cache.standings(questions).map(\.user) == [1, 2, 1, 2])
        _ = try await mode()
        #expect(group.questions.map(\.user) == [1, 2])
    }

    @Test("is asked for again after ten seconds, and remembered again then")
    func runsOut() async throws {
        for _ in 0..<3 {
            _ = try await mode()
            _ = try await mode()
            clock.advance(by: 10_000)
        }
        #expect(group.questions.count == 3)
    }

    @Test("does not live longer because the clock was set back")
    func clockSetBack() async throws {
        _ = try await mode()
        clock.advance(by: -3_600_000)
        _ = try await mode()
        #expect(group.questions.count == 2)
    }

    @Test(
        "is forgotten with the event that changes it",
        arguments: [
            Event(topic: "grpA", accessChanged: AccessChanged(user: 1)),
            Event(topic: "grpA", topicDeleted: TopicDeleted()), Event(topic: "grpA", topicCreated: TopicCreated()),
            Event(accountClosed: AccountClosed(user: 1)),
        ])
    func forgotten(event: Event) async throws {
        _ = try await mode()
        group.allow(1, .none)
        cache.forget(event)
        #expect(try await mode() == .none)
    }

    @Test("is not remembered while the events of a partition are not followed, and forgotten when they are no more")
    func unfollowed() async throws {
        _ = try await mode()
        cache.unfollow(1)
        _ = try await mode()
        _ = try await mode()
        #expect(group.questions.count == 3)
        cache.follow(1)
        _ = try await mode()
        _ = try await mode()
        #expect(group.questions.count == 4)
    }

    @Test("is not remembered if it was asked for before events were followed and answered after that")
    func askedTooEarly() async throws {
        cache.unfollow(1)
        group.beforeNextAnswer { [cache] in cache.follow(1) }
        _ = try await mode()
        _ = try await mode()
        #expect(group.questions.count == 2)
    }

    @Test("is not remembered if it was asked for before the event and answered after it")
    func overtaken() async throws {
        group.beforeNextAnswer { [cache, group] in
            group.allow(1, .none)
            cache.forget(Event(topic: "grpA", accessChanged: AccessChanged(user: 1)))
        }
        #expect(try await mode().contains(.write))
        #expect(try await mode() == .none)
    }

    @Test("is remembered although another topic changed before it was answered")
    func otherTopic() async throws {
        group.beforeNextAnswer { [cache] in
            cache.forget(Event(topic: "grpB", accessChanged: AccessChanged(user: 1)))
        }
        _ = try await mode()
        _ = try await mode()
        #expect(group.questions.count == 1)
    }
}
