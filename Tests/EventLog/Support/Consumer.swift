import EventLog

/// What a consumer in a test went through.
enum ConsumerEvent: Sendable, Equatable {
    case assigned(Int, by: String)
    case delivered([ConsumedRecord], partition: Int, by: String)
    case committed([ConsumedRecord], partition: Int, by: String)
    case revoked(Int, by: String)

    var consumer: String {
        switch self {
        case .assigned(_, let name), .revoked(_, let name): name
        case .delivered(_, _, let name), .committed(_, _, let name): name
        }
    }

    var partition: Int {
        switch self {
        case .assigned(let partition, _), .revoked(let partition, _): partition
        case .delivered(_, let partition, _), .committed(_, let partition, _): partition
        }
    }
}

typealias ConsumerJournal = Journal<ConsumerEvent>

/// Writes down its life, and does with a batch what the test wants.
struct JournalingProcessor: LogProcessor {
    let name: String
    let journal: ConsumerJournal
    let work: @Sendable ([ConsumedRecord]) async throws -> Void

    func assigned(_ partition: Int) async {
        journal.add(.assigned(partition, by: name))
    }

    func process(_ batch: [ConsumedRecord], partition: Int) async throws {
        journal.add(.delivered(batch, partition: partition, by: name))
        try await work(batch)
        journal.add(.committed(batch, partition: partition, by: name))
    }

    func revoked(_ partition: Int) async {
        journal.add(.revoked(partition, by: name))
    }
}

/// A consumer that runs beside the test.
struct Consumer {
    private let task: Task<Void, any Error>

    init(
        _ name: String = "consumer",
        of topic: LogTopic,
        in log: any EventLog,
        group: String = "group",
        from start: GroupStart = .earliest,
        journal: ConsumerJournal,
        work: @escaping @Sendable ([ConsumedRecord]) async throws -> Void = { _ in },
    ) {
        let processor = JournalingProcessor(name: name, journal: journal, work: work)
        task = Task { try await log.consume(topic, group: group, from: start, with: processor) }
    }

    /// Tells the consumer to end.
    func cancel() { task.cancel() }

    /// Waits until it has ended; rethrows what `consume` threw.
    func untilEnded() async throws { try await task.value }

    /// Ends the consumer and waits until it has.
    func stop() async throws {
        cancel()
        try await untilEnded()
    }
}

extension [ConsumerEvent] {
    /// The committed records, in order.
    var committed: [ConsumedRecord] {
        flatMap { event -> [ConsumedRecord] in
            guard case .committed(let records, _, _) = event else { return [] }
            return records
        }
    }

    /// The delivered batches, in order.
    var batches: [[ConsumedRecord]] {
        compactMap { event -> [ConsumedRecord]? in
            guard case .delivered(let records, _, _) = event else { return nil }
            return records
        }
    }

    var assigned: [Int] {
        compactMap { event -> Int? in
            guard case .assigned(let partition, _) = event else { return nil }
            return partition
        }
    }

    var revoked: [Int] {
        compactMap { event -> Int? in
            guard case .revoked(let partition, _) = event else { return nil }
            return partition
        }
    }

    /// Only what one consumer went through.
    func of(_ consumer: String) -> [ConsumerEvent] { filter { $0.consumer == consumer } }

    /// The partitions that a consumer has after all of this.
    func held(by consumer: String) -> Set<Int> {
        var held: Set<Int> = []
        for event in of(consumer) {
            switch event {
            case .assigned(let partition, _): held.insert(partition)
            case .revoked(let partition, _): held.remove(partition)
            case .delivered, .committed: break
            }
        }
        return held
    }
}
