import Foundation

/// What a run has measured; that of several processes can be merged into one.
package struct LoadResult: Sendable, Codable {
    /// The scenario's name.
    package let scenario: String
    /// The server, as it was named.
    package let target: String
    /// What was asked for, by option.
    package let settings: [String: String]
    /// When it began to measure (ISO 8601).
    package let started: String
    /// How long it has measured, seconds.
    package var seconds: Double
    /// Whether somebody ended it early.
    package var wasInterrupted: Bool
    /// Processes that have taken part.
    package var shares: Int
    /// Users of the run.
    package var users: Int
    /// Sessions that each message of the run's topic had to reach; 0 when there was no such topic.
    package var audience: Int
    /// `LoadCounter`, by name.
    package var counters: [String: Int]
    /// What was refused, closed or failed, and how often.
    package var refusals: [String: Int]
    /// `LatencyKind`, by name.
    package var latencies: [String: LatencyRecord]
    /// The measured time, piece by piece.
    package var timeline: Timeline
    /// The messages of the run's topic that were due in the measured time.
    package var rounds: [Round]
    /// The server's processes.
    package var memory: [ProcessMemory]
    /// When all were back after a storm, seconds after the cut; nil when they were not.
    package var allBack: Double?
    /// Users that could not be deleted at the end.
    package var leftBehind: Int

    /// How often something was counted.
    package subscript(counter: LoadCounter) -> Int { counters[counter.name] ?? 0 }

    /// Whether nothing can be said: then a server has not even been wrong.
    package var isEmpty: Bool {
        self[.acknowledged] == 0 && self[.delivered] == 0 && latencies.values.allSatisfy { $0.count == 0 }
            && memory.isEmpty
    }

    /// The counts that no right server gives, by name.
    package var faults: [(name: String, count: Int)] {
        LoadCounter.allCases.filter { $0.isFault && self[$0] > 0 }.map { ($0.name, self[$0]) }
    }

    /// The exit status of a program that ends with this result.
    package var status: Int32 { isEmpty || !faults.isEmpty || (scenario == StormLoad.name && allBack == nil) ? 1 : 0 }

    /// Times to a message's last reader: of those messages that have reached everybody.
    package var lastDelivery: LatencyRecord {
        var record = LatencyRecord()
        for round in rounds where round.copies >= audience { record.add(round.last - min(round.due, round.last)) }
        return record
    }

    /// Adds the result of another process of the same run.
    ///
    /// - Throws: `LoadFailure.unusable` when it is of another run.
    package mutating func merge(_ other: LoadResult) throws(LoadFailure) {
        guard other.scenario == scenario, other.target == target, other.timeline.interval == timeline.interval else {
            throw .unusable("results of \(scenario) and \(other.scenario) at \(other.target) are not of one run")
        }
        shares += other.shares
        leftBehind += other.leftBehind
        users += other.users
        audience += other.audience
        seconds = max(seconds, other.seconds)
        wasInterrupted = wasInterrupted || other.wasInterrupted
        counters.merge(other.counters, uniquingKeysWith: +)
        refusals.merge(other.refusals, uniquingKeysWith: +)
        latencies.merge(other.latencies) { one, other in
            var both = one
            both.merge(other)
            return both
        }
        timeline.merge(other.timeline)
        rounds = Self.merge(rounds, other.rounds)
        memory = merge(memory, other.memory)
        allBack = allBack.flatMap { one in other.allBack.map { max(one, $0) } }
    }

    static func merge(_ one: [Round], _ other: [Round]) -> [Round] {
        var rounds = Dictionary(uniqueKeysWithValues: one.map { ($0.number, $0) })
        for round in other { rounds[round.number, default: Round(silent: round)].merge(round) }
        return rounds.values.sorted { $0.number < $1.number }
    }

    /// Each share has seen the processes while the others' users came too.
    private func merge(_ one: [ProcessMemory], _ other: [ProcessMemory]) -> [ProcessMemory] {
        var memory = Dictionary(one.map { ($0.process, $0) }) { first, _ in first }
        for figure in other {
            guard let known = memory[figure.process] else {
                memory[figure.process] = figure
                continue
            }
            memory[figure.process]?.before = min(known.before, figure.before)
            memory[figure.process]?.after = max(known.after, figure.after)
        }
        return memory.values.sorted { $0.process < $1.process }
    }
}

extension Round {
    /// The same message, before anybody has it.
    fileprivate init(silent round: Round) {
        self.init(number: round.number, due: round.due, last: 0, copies: 0)
    }
}
