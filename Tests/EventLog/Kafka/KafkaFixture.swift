import EventLog
import Synchronization

/// The log on Kafka, as the contract suite sees it.
struct KafkaFixture: EventLogFixture {
    private static let topics = Atomic(0)
    let cluster: MockCluster

    init() throws {
        cluster = try MockCluster()
    }

    /// Quick to notice things; otherwise the defaults.
    var settings: KafkaEventLog.Settings {
        var settings = KafkaEventLog.Settings(brokers: cluster.brokers)
        // These brokers wait for almost that long before they share partitions anew, and for 3 s with the first
        // consumer of a group: it must not be given up in the meantime, also when the machine stands still.
        settings.sessionTimeout = .seconds(6)
        // A consumer that is given up while it joins is not told: it tries again only after that, and 3 s.
        settings.options["max.poll.interval.ms"] = "20000"
        settings.appendTimeout = .seconds(60)
        // They do not answer early when there is something to read.
        settings.fetchWait = .milliseconds(10)
        return settings
    }

    func makeLog() async throws -> KafkaEventLog {
        try KafkaEventLog(settings: settings)
    }

    func makeTopic(partitions: Int) async throws -> LogTopic {
        let number = Self.topics.add(1, ordering: .relaxed).newValue
        let topic = LogTopic(name: "topic-\(number)", partitions: partitions)
        let dead = KafkaEventLog.deadLetters(of: topic)
        try cluster.makeTopic(topic.name, partitions: partitions)
        try cluster.makeTopic(dead.name, partitions: 1)
        return topic
    }

    func deadLetters(
        _ count: Int, of topic: LogTopic, group: String, in log: KafkaEventLog
    ) async throws -> [DeadLetter] {
        try await log.deadLetters(count, of: topic, group: group)
    }
}

extension KafkaEventLog {
    /// The dead letters of one group of a topic, oldest first, as soon as there are as many as asked for.
    func deadLetters(_ count: Int, of topic: LogTopic, group: String) async throws -> [DeadLetter] {
        let journal = ConsumerJournal()
        let reader = Consumer(of: Self.deadLetters(of: topic), in: self, group: "reader", journal: journal)
        let records = await journal.until { events in
            events.committed.count { DeadLetter($0.record)?.group == group } >= count
        }
        try await reader.stop()
        return records.committed.compactMap { DeadLetter($0.record) }.filter { $0.group == group }
    }
}
