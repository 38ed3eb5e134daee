import Chat
import Contracts
import Testing

@testable import Gateway

/// Who is told of, and when: pure state, so that no test waits for anything.
@Suite struct PresenceBacklogTests {
    private let start = ContinuousClock.now
    private let alice = UserID(rawValue: 1) ?? .random()
    private let bob = UserID(rawValue: 2) ?? .random()

    private func news(_ user: UserID, isComing: Bool, at time: Int64 = 0) -> PresenceBacklog.News {
        PresenceBacklog.News(actor: Actor(user: user), isComing: isComing, userAgent: "test", happenedAt: time)
    }

    @Test("A coming is told at once, a going when its user has been away for a while")
    func due() {
        var backlog = PresenceBacklog()
        var taken: [PresenceBacklog.News]
        backlog.add(news(alice, isComing: false), now: start)
        backlog.add(news(bob, isComing: true), now: start)
        taken = backlog.take(10, now: start)
        #expect(taken == [news(bob, isComing: true)])
        taken = backlog.take(10, now: start + PresenceBacklog.absence - .milliseconds(1))
        #expect(taken == [])
        taken = backlog.take(10, now: start + PresenceBacklog.absence)
        #expect(taken == [news(alice, isComing: false)])
        #expect(backlog.count == 0)
    }

    @Test("Whoever is back in time is told of as there, and not as gone")
    func backInTime() {
        var backlog = PresenceBacklog()
        var taken: [PresenceBacklog.News]
        backlog.add(news(alice, isComing: false), now: start)
        backlog.add(news(alice, isComing: true), now: start + .seconds(1))
        taken = backlog.take(10, now: start + .seconds(60))
        #expect(taken == [news(alice, isComing: true)])
        taken = backlog.take(10, now: start + .seconds(60))
        #expect(taken == [])
    }

    @Test("Whoever comes, goes and goes again is told of once, a while after the last time")
    func comingAndGoing() {
        var backlog = PresenceBacklog()
        var taken: [PresenceBacklog.News]
        backlog.add(news(alice, isComing: true), now: start)
        backlog.add(news(alice, isComing: false, at: 1), now: start)
        backlog.add(news(alice, isComing: true), now: start)
        backlog.add(news(alice, isComing: false, at: 2), now: start + .seconds(2))
        taken = backlog.take(10, now: start + PresenceBacklog.absence)
        #expect(taken == [])
        let due = start + .seconds(2) + PresenceBacklog.absence
        taken = backlog.take(10, now: due)
        #expect(taken == [news(alice, isComing: false, at: 2)])
    }

    @Test("In a rush nobody is told of until it is over, or they have waited long enough")
    func rush() {
        var backlog = PresenceBacklog()
        var taken: [PresenceBacklog.News]
        let users = (1...UInt64(PresenceBacklog.rush)).compactMap { UserID(rawValue: $0) }
        for user in users { backlog.add(news(user, isComing: true), now: start) }
        taken = backlog.take(10, now: start)
        #expect(taken == [])
        taken = backlog.take(10, now: start + PresenceBacklog.calm)
        #expect(taken.count == 10)
        // It goes on and on.
        let later = start + PresenceBacklog.patience
        for user in users.reversed() { backlog.add(news(user, isComing: true), now: later) }
        taken = backlog.take(10, now: later)
        #expect(taken == [])
        taken = backlog.take(1000, now: later + PresenceBacklog.patience)
        #expect(taken.count == users.count)
    }

    @Test("What is told is bounded by what is asked for, and at the end everything is due")
    func bounds() {
        var backlog = PresenceBacklog()
        var taken: [PresenceBacklog.News]
        for number in 1...UInt64(20) {
            guard let user = UserID(rawValue: number) else { continue }
            backlog.add(news(user, isComing: number % 2 == 0), now: start)
        }
        taken = backlog.take(4, now: start)
        #expect(taken.count == 4)
        taken = backlog.take(100, now: start, isLast: true)
        #expect(taken.count == 16)
        #expect(backlog.count == 0)
    }

    @Test("A user who comes and goes all the time takes one place")
    func flapping() {
        var backlog = PresenceBacklog()
        var taken: [PresenceBacklog.News]
        for number in 0..<10_000 { backlog.add(news(alice, isComing: number % 2 == 0), now: start) }
        #expect(backlog.count == 1)
        #expect(backlog.places <= 2 + PresenceBacklog.rush)
        taken = backlog.take(10, now: start + .seconds(60))
        #expect(taken == [news(alice, isComing: false)])
    }
}
