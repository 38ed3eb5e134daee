/// How fast messages are sent.
package enum LoadPacing: Sendable, Equatable {
    /// Each sender has so many on their way: the next one goes when one is answered and, where the sender hears its own
    /// messages, has come back.
    case inFlight(Int)
    /// So many a second in all, whatever the server does; what it delays counts from when it was due.
    case rate(Double)

    /// Rates that can be kept.
    static let rates = 0.001...10_000_000.0

    /// Reads what was asked for.
    ///
    /// - Parameters:
    ///   - inFlight: How many on their way for each sender.
    ///   - rate: How many a second in all; goes over `inFlight`.
    /// - Throws: `LoadFailure.unusable` for what is not above zero.
    package init(inFlight: Int, rate: Double?) throws(LoadFailure) {
        guard inFlight > 0, Self.rates.contains(rate ?? 1) else {
            throw .unusable("what is in flight has to be above 0, and a rate up to 10 million")
        }
        self = rate.map { .rate($0) } ?? .inFlight(inFlight)
    }
}

extension Crew {
    /// How long a sender waits that was refused before it tries to send the next one.
    private static let pause = Duration.milliseconds(100)

    /// Lets sessions publish to their first topic.
    ///
    /// - Parameters:
    ///   - senders: Those of this crew.
    ///   - all: How many there are in all crews and shares.
    ///   - pacing: How fast.
    ///   - window: From when to when, nanoseconds of the monotonic clock.
    func publish(from senders: [LightSession], of all: Int, _ pacing: LoadPacing, in window: Range<UInt64>) {
        guard !senders.isEmpty else { return }
        switch pacing {
        case .inFlight(let depth): keep(depth, inFlightFrom: senders, window)
        case .rate(let rate):
            // Crews of one rate are apart by a part of the interval.
            let phase = Double(number) / Double(max(all / senders.count, 1))
            publish(from: senders, rate: rate * Double(senders.count) / Double(max(all, 1)), phase: phase, window)
        }
    }

    private func keep(_ depth: Int, inFlightFrom senders: [LightSession], _ window: Range<UInt64>) {
        whenDelivered = { session, topic, number, now in
            guard !session.unheard.isEmpty else { return }
            let heard = session.unheard.prefix { $0 <= number }.count
            session.unheard.removeFirst(heard)
            guard now < window.upperBound, !session.crew.isEnding else { return }
            for _ in 0..<heard { session.publish(to: topic, due: now) }
        }
        whenSettled = { [unowned self] session, topic, code, now in
            guard now < window.upperBound, !isEnding else { return }
            let place = session.topics[topic]
            if code == 202, place.hearsAll, place.watch.head ?? 0 < place.acknowledged {
                session.unheard.append(place.acknowledged)
                return
            }
            guard code == 202 else {
                return after(Self.pause) { [self] in
                    let now = MonotonicClock.now
                    guard now < window.upperBound, !isEnding else { return }
                    session.publish(to: topic, due: now)
                    session.flush()
                }
            }
            session.publish(to: topic, due: now)
        }
        let delay = window.lowerBound - min(MonotonicClock.now, window.lowerBound)
        after(.nanoseconds(Int64(delay))) {
            for session in senders {
                for _ in 0..<depth { session.publish(to: 0, due: MonotonicClock.now) }
                session.flush()
            }
        }
    }

    private func publish(from senders: [LightSession], rate: Double, phase: Double, _ window: Range<UInt64>) {
        var next = 0
        var touched: [LightSession] = []
        let pacer = Pacer(on: self, window, rate: rate, phase: phase) { due in
            let session = senders[next]
            next = next + 1 == senders.count ? 0 : next + 1
            session.publish(to: 0, due: due)
            touched.append(session)
        } flush: {
            for session in touched { session.flush() }
            touched.removeAll(keepingCapacity: true)
        }
        pacers.append(pacer)
        pacer.begin()
    }
}
