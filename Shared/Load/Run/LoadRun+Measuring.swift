import Foundation

/// The measured time, what is waited for after it, and what all comes to.
extension LoadRun {
    /// Lets all crews send from a common start to the end of the measured time, then waits for what is on its way.
    ///
    /// - Parameters:
    ///   - tracksRounds: Whether it matters when the last session has a message.
    ///   - begin: Begins to send on the crew's loop; gets when to begin and when to stop, nanoseconds of the
    ///     monotonic clock.
    /// - Returns: How long was measured.
    func measure(
        tracksRounds: Bool = false, _ begin: @escaping @Sendable (Crew, Range<UInt64>) -> Void
    ) async -> Measured {
        let start = await commonStart()
        let first = start + plan.warmUp.nanoseconds
        let end = first + plan.duration.nanoseconds
        let isOver = isInterrupted
        let date = Date(timeIntervalSinceNow: (Double(first) - Double(MonotonicClock.now)) / 1e9)
        await gather { crew in
            crew.meter.measure(first..<end)
            crew.rounds = tracksRounds ? RoundTable() : nil
            crew.isEnding = isOver
            guard !isOver else { return }
            begin(crew, start..<end)
        }
        let wholeTime = plan.warmUp + plan.duration + .nanoseconds(Int64(Self.notice)) + .seconds(2)
        await wait(wholeTime) { MonotonicClock.now >= end }
        // What was due before the end is sent, however late this side is.
        await wait(plan.drain) { [self] in
            await gather { $0.pacers.allSatisfy(\.isDone) }.allSatisfy { $0 }
        }
        let stopped = min(MonotonicClock.now, end)
        await gather { $0.isEnding = true }
        await drain(isOneTopic: tracksRounds)
        let measured = stopped > first ? Double(stopped - first) / 1e9 : 0
        return Measured(started: date, seconds: measured)
    }

    /// Waits for answers, and then for deliveries; what does not come is counted as unanswered and as lost.
    ///
    /// - Parameter isOneTopic: Whether the sessions of all shares hear the same, so that what another share has published
    ///   last comes to this one's, too.
    func drain(isOneTopic: Bool) async {
        await wait(plan.drain, isLast: true) { [self] in
            await gather { $0.unanswered }.allSatisfy { $0 == 0 }
        }
        let own = await gather { $0.heads }.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: max) }
        let all = await meet("answered", saying: "\(own[0] ?? 0)", isLast: true).compactMap { Int64($0) }
        let heads = isOneTopic ? own.merging([0: all.max() ?? 0], uniquingKeysWith: max) : own
        await wait(plan.drain, isLast: true) { [self] in
            await gather { $0.missing(below: heads) }.allSatisfy { $0 == 0 }
        }
        await gather { crew in
            crew.meter.count(.unanswered, crew.unanswered)
            crew.meter.count(.lost, Int(crew.missing(below: heads)))
        }
    }

    /// Puts together what all crews have measured.
    func result(_ scenario: String, _ measured: Measured, settings: [String: String]) async -> LoadResult {
        let parts = await gather { crew in
            CrewResult(
                counters: LoadCounter.allCases.map { crew.meter[$0] }, refusals: crew.meter.refusals,
                latencies: crew.meter.latencies, timeline: crew.meter.timeline,
                rounds: crew.rounds?.rounds.filter { crew.meter.window.contains($0.due) } ?? [],
                users: crew.sessions.count { $0.user != nil })
        }
        var latencies: [String: LatencyRecord] = [:]
        var counters: [String: Int] = [:]
        for part in parts {
            for (kind, record) in part.latencies { latencies[kind.name, default: LatencyRecord()].merge(record) }
            for (counter, count) in zip(LoadCounter.allCases, part.counters) where count > 0 {
                counters[counter.name, default: 0] += count
            }
        }
        var timeline = parts.first?.timeline ?? Timeline(duration: 0)
        for part in parts.dropFirst() { timeline.merge(part.timeline) }
        return LoadResult(
            scenario: scenario, target: plan.target.url, settings: settings,
            started: measured.started.formatted(.iso8601), seconds: measured.seconds, wasInterrupted: isInterrupted,
            shares: 1, users: parts.reduce(0) { $0 + $1.users }, audience: 0, counters: counters,
            refusals: parts.reduce(into: [:]) { $0.merge($1.refusals, uniquingKeysWith: +) }, latencies: latencies,
            timeline: timeline, rounds: parts.reduce([]) { LoadResult.merge($0, $1.rounds) }, memory: [],
            allBack: nil, leftBehind: 0)
    }
}

/// What time a result is about.
struct Measured: Sendable {
    let started: Date
    let seconds: Double
}

/// What one crew has measured, on its way from its loop.
private struct CrewResult: Sendable {
    let counters: [Int]
    let refusals: [String: Int]
    let latencies: [LatencyKind: LatencyRecord]
    let timeline: Timeline
    let rounds: [Round]
    let users: Int
}

extension Duration {
    /// Whole nanoseconds; 0 for what is less.
    var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        return seconds < 0 ? 0 : UInt64(seconds) * 1_000_000_000 + UInt64(max(0, attoseconds) / 1_000_000_000)
    }
}
