import Chat
import Contracts
import DequeModule

/// Users who came or went, until their peers are told: pure state, with times from outside.
///
/// Of a user only the last word counts: whoever comes back before the peers are told that they went costs nothing but
/// the word that they are there. Bounded by the users there are.
struct PresenceBacklog {
    /// What is to be told of one user.
    struct News: Sendable, Equatable {
        /// Who, through which session.
        let actor: Actor
        let isComing: Bool
        let userAgent: String
        /// Milliseconds since 1970.
        let happenedAt: Int64
    }

    typealias Instant = ContinuousClock.Instant

    /// How long a user may be away before anybody hears of it: a client that changes networks is back by then.
    static let absence = Duration.seconds(4)
    /// So many comings within ``window`` are a rush: then those who come are served first, and peers hear later.
    static let rush = 64
    static let window = Duration.milliseconds(250)
    /// How long after the last sign of a rush it is taken to be over.
    static let calm = Duration.milliseconds(500)
    /// How long news may wait for the end of a rush.
    static let patience = Duration.seconds(10)

    private struct Place {
        let user: UserID
        let number: UInt64
        let since: Instant
    }

    private var latest: [UserID: (news: News, number: UInt64)] = [:]
    private var comings = Deque<Place>()
    private var goings = Deque<Place>()
    private var lastNumber: UInt64 = 0
    private var windowStart: Instant?
    private var windowCount = 0
    private var rushEnd: Instant?

    /// Of how many users something is to be told.
    var count: Int { latest.count }
    /// How many places there are in the queues.
    var places: Int { comings.count + goings.count }

    /// Notes that a user came or went, in place of what was to be told before.
    mutating func add(_ news: News, now: Instant) {
        lastNumber += 1
        latest[news.actor.user] = (news, lastNumber)
        let place = Place(user: news.actor.user, number: lastNumber, since: now)
        if news.isComing {
            comings.append(place)
            count(at: now)
        } else {
            goings.append(place)
        }
        // Places of what was replaced stay behind: they are not to be more than the others.
        guard places > 2 * latest.count + Self.rush else { return }
        let latest = latest
        comings.removeAll { latest[$0.user]?.number != $0.number }
        goings.removeAll { latest[$0.user]?.number != $0.number }
    }

    /// Takes what is to be told now, the comings first.
    ///
    /// - `isLast`: whether there is no later: everything is due.
    mutating func take(_ most: Int, now: Instant, isLast: Bool = false) -> [News] {
        let isRush = rushEnd.map { now < $0 } ?? false
        let newest = isLast ? now : isRush ? now - Self.patience : now
        var taken: [News] = []
        take(from: \.comings, upTo: newest, most, into: &taken)
        take(from: \.goings, upTo: isLast ? now : min(newest, now - Self.absence), most, into: &taken)
        return taken
    }

    private mutating func take(
        from queue: WritableKeyPath<PresenceBacklog, Deque<Place>>, upTo newest: Instant, _ most: Int,
        into taken: inout [News]
    ) {
        while taken.count < most, let place = self[keyPath: queue].first {
            guard isCurrent(place) else {
                self[keyPath: queue].removeFirst()
                continue
            }
            guard place.since <= newest else { return }
            self[keyPath: queue].removeFirst()
            if let news = latest.removeValue(forKey: place.user)?.news { taken.append(news) }
        }
    }

    private func isCurrent(_ place: Place) -> Bool {
        latest[place.user]?.number == place.number
    }

    private mutating func count(at now: Instant) {
        if let start = windowStart, now < start + Self.window {
            windowCount += 1
        } else {
            (windowStart, windowCount) = (now, 1)
        }
        if windowCount >= Self.rush { rushEnd = now + Self.calm }
    }
}
