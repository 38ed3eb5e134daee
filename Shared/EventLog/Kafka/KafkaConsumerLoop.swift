internal import Foundation
import Logging
import Metrics
import Synchronization

/// The thread of one consumer: reads, follows the group, and starts and stops a worker for each partition.
final class KafkaConsumerLoop: Sendable {
    typealias MakeWorker = @Sendable (KafkaPartitionBuffer) -> KafkaPartitionWorker

    /// What others ask of the thread.
    private struct Requests {
        var isStopping = false
        var resumed: [Int] = []
        var released: [Int] = []
    }

    let meters: GroupMeters
    private let consumer: KafkaConsumer
    private let topic: LogTopic
    private let group: String
    private let settings: KafkaEventLog.Settings
    private let logger: Logger
    private let requests = Mutex(Requests())

    init(
        consumer: KafkaConsumer, topic: LogTopic, group: String, settings: KafkaEventLog.Settings, logger: Logger
    ) {
        self.consumer = consumer
        self.topic = topic
        self.group = group
        self.settings = settings
        self.logger = logger
        meters = GroupMeters(topic: topic.name, group: group)
    }

    /// Consumes until the task is cancelled and every partition is given back.
    func run(_ makeWorker: @escaping MakeWorker) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    self.loop(makeWorker)
                    continuation.resume()
                }
            }
        } onCancel: {
            ask { $0.isStopping = true }
        }
    }

    /// Notes what a worker is done with; called from any thread.
    func store(_ progress: KafkaPartitionWorker.Progress, partition: Int) {
        report("offset not stored") { () throws(KafkaError) in
            try consumer.store(progress.offset, partition: partition)
        }
        if progress.resumes { ask { $0.resumed.append(partition) } }
    }

    private func ask(_ change: (inout Requests) -> Void) {
        requests.withLock { change(&$0) }
        consumer.wake()
    }

    private func loop(_ makeWorker: MakeWorker) {
        var workers: [Int: KafkaPartitionWorker.Running] = [:]
        var leaving = KafkaLeavingPartitions()
        var lag = KafkaLagMeter(topic: topic.name, group: group)
        var isStopping = false
        while !(isStopping && workers.isEmpty) {
            let message = consumer.poll(milliseconds: 100)
            for change in consumer.inbox.take() {
                switch change {
                case .assigned(let partitions) where !isStopping:
                    assign(partitions)
                    for partition in partitions { workers[partition] = start(partition, makeWorker) }
                case .assigned(let partitions):
                    assign(partitions)
                case .revoked(let partitions):
                    partitions.forEach { workers[$0]?.stop() }
                    leaving.add(partitions)
                }
            }
            let asked = requests.withLock { requests in
                defer { (requests.resumed, requests.released) = ([], []) }
                return requests
            }
            for partition in asked.resumed where workers[partition] != nil {
                report("partition not resumed") { () throws(KafkaError) in try consumer.resume(partition) }
            }
            for partition in asked.released {
                leaving.end(partition, at: workers.removeValue(forKey: partition)?.buffer.committable)
            }
            if asked.isStopping, !isStopping {
                isStopping = true
                workers.values.forEach { $0.stop() }
            }
            for (partitions, offsets) in leaving.takeReady(except: Set(workers.keys)) {
                giveBack(partitions, offsets)
            }
            if let message { take(message, for: workers) }
            lag.report(workers.values.map(\.buffer), of: consumer)
        }
        report("offsets not committed") { () throws(KafkaError) in try consumer.commit(leaving.offsets) }
        consumer.close()
    }

    private func assign(_ partitions: [Int]) {
        report("partitions not taken") { () throws(KafkaError) in try consumer.assign(partitions) }
    }

    private func start(_ partition: Int, _ makeWorker: MakeWorker) -> KafkaPartitionWorker.Running {
        let buffer = KafkaPartitionBuffer(
            partition: partition, capacity: settings.bufferedRecords, batchSize: settings.batchSize)
        return makeWorker(buffer).start { [self] in ask { $0.released.append(partition) } }
    }

    private func giveBack(_ partitions: [Int], _ offsets: [Int: Int64]) {
        // The next owner must not begin before what was done here.
        report("offsets not committed") { () throws(KafkaError) in try consumer.commit(offsets) }
        report("partitions not given back") { () throws(KafkaError) in try consumer.unassign(partitions) }
    }

    private func take(_ message: consuming KafkaMessage, for workers: [Int: KafkaPartitionWorker.Running]) {
        if let error = message.error {
            // librdkafka tries again by itself.
            logger.warning("trouble while consuming", metadata: ["topic": "\(topic.name)", "error": "\(error)"])
            return
        }
        let record = message.record
        guard let buffer = workers[record.partition]?.buffer, buffer.add(record) else { return }
        report("partition not paused") { () throws(KafkaError) in try consumer.pause(record.partition) }
    }

    private func report(_ failure: Logger.Message, _ body: () throws(KafkaError) -> Void) {
        do throws(KafkaError) {
            try body()
        } catch {
            logger.warning(
                failure, metadata: ["topic": "\(topic.name)", "group": "\(group)", "error": "\(error)"])
        }
    }
}
