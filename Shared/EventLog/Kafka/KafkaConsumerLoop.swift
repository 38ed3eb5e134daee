internal import Foundation
import Logging
import Metrics
import Synchronization

/// The thread of one consumer: reads, follows the group, and starts and stops a worker for each partition.
final class KafkaConsumerLoop: Sendable {
    /// Appends a dead letter to the topic for them.
    typealias Bury = @Sendable (DeadLetter) async throws(EventLogError) -> Void

    /// How long the brokers may take to say where partitions end.
    private static let patience = Duration.seconds(3)

    /// A partition that this consumer has.
    private struct Held {
        let buffer: KafkaPartitionBuffer
        let work: PartitionWorker.Running
    }

    /// What others ask of the thread.
    private struct Requests {
        var isStopping = false
        var resumed: [Int] = []
        var released: [Int] = []
    }

    private let consumer: KafkaConsumer
    private let worker: PartitionWorker
    private let start: GroupStart
    private let settings: KafkaEventLog.Settings
    private let bury: Bury
    private let requests = Mutex(Requests())

    init(
        consumer: KafkaConsumer, worker: PartitionWorker, start: GroupStart, settings: KafkaEventLog.Settings,
        bury: @escaping Bury
    ) {
        self.consumer = consumer
        self.worker = worker
        self.start = start
        self.settings = settings
        self.bury = bury
    }

    /// Consumes until the task is cancelled and every partition is given back.
    func run() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    self.loop()
                    continuation.resume()
                }
            }
        } onCancel: {
            ask { $0.isStopping = true }
        }
    }

    /// Notes what a worker is done with; called from any thread.
    private func store(_ progress: KafkaPartitionBuffer.Progress, partition: Int) {
        report("offset not stored") { () throws(KafkaError) in
            try consumer.store(progress.offset, partition: partition)
        }
        if progress.resumes { ask { $0.resumed.append(partition) } }
    }

    private func ask(_ change: (inout Requests) -> Void) {
        requests.withLock { change(&$0) }
        consumer.wake()
    }

    private func loop() {
        var held: [Int: Held] = [:]
        var leaving = KafkaLeavingPartitions()
        var nextLag = ContinuousClock.now
        var isStopping = false
        while !(isStopping && held.isEmpty) {
            let message = consumer.poll(milliseconds: 100)
            for change in consumer.inbox.take() {
                worker.meters.rebalances.increment()
                switch change {
                case .assigned(let partitions) where !isStopping:
                    held.merge(begin(partitions)) { $1 }
                case .assigned(let partitions):
                    assign(partitions)
                case .revoked(let partitions):
                    partitions.forEach { held[$0]?.work.stop() }
                    leaving.add(partitions)
                }
            }
            let asked = requests.withLock { requests in
                defer { (requests.resumed, requests.released) = ([], []) }
                return requests
            }
            for partition in asked.resumed where held[partition] != nil {
                resume(partition)
            }
            for partition in asked.released {
                let buffer = held.removeValue(forKey: partition)?.buffer
                // librdkafka keeps a pause beyond the assignment, and whoever gets the partition next expects none.
                if buffer?.isPaused == true { resume(partition) }
                leaving.end(partition, at: buffer?.committable)
            }
            if asked.isStopping, !isStopping {
                isStopping = true
                held.values.forEach { $0.work.stop() }
            }
            for (partitions, offsets) in leaving.takeReady(except: Set(held.keys)) {
                giveBack(partitions, offsets)
            }
            if let message { take(message, for: held) }
            if ContinuousClock.now >= nextLag {
                nextLag = .now + LagMeter.interval
                reportLag(of: held)
            }
        }
        worker.meters.lag.report([:])
        report("offsets not committed") { () throws(KafkaError) in try consumer.commit(leaving.offsets) }
        consumer.close()
    }

    /// Takes partitions, and starts the work on them.
    private func begin(_ partitions: [Int]) -> [Int: Held] {
        var starts: [Int: Int64] = [:]
        if start == .latest {
            // Looked up before the work begins, not by the first fetch: what is appended in between would be missed.
            report("ends of partitions not known") { () throws(KafkaError) in
                starts = try consumer.endsOfNew(partitions, timeout: Self.patience)
            }
        }
        assign(partitions, at: starts)
        // A later owner goes on from there, even if this one never reads anything.
        report("offsets not committed") { () throws(KafkaError) in try consumer.commit(starts) }
        return Dictionary(uniqueKeysWithValues: partitions.map { ($0, begin($0, at: starts[$0] ?? 0)) })
    }

    private func begin(_ partition: Int, at offset: Int64) -> Held {
        let buffer = KafkaPartitionBuffer(
            partition: partition, begin: offset, capacity: settings.bufferedRecords, bytes: settings.bufferedBytes,
            batchSize: settings.batchSize)
        let source = KafkaPartition(
            buffer: buffer, store: { [self] in store($0, partition: partition) }, bury: bury)
        return Held(
            buffer: buffer,
            work: worker.start(on: source) { [self] in ask { $0.released.append(partition) } })
    }

    private func assign(_ partitions: [Int], at starts: [Int: Int64] = [:]) {
        report("partitions not taken") { () throws(KafkaError) in try consumer.assign(partitions, at: starts) }
    }

    private func giveBack(_ partitions: [Int], _ offsets: [Int: Int64]) {
        // The next owner must not begin before what was done here.
        report("offsets not committed") { () throws(KafkaError) in try consumer.commit(offsets) }
        report("partitions not given back") { () throws(KafkaError) in try consumer.unassign(partitions) }
    }

    private func resume(_ partition: Int) {
        report("partition not resumed") { () throws(KafkaError) in try consumer.resume(partition) }
    }

    private func take(_ message: consuming KafkaMessage, for held: [Int: Held]) {
        if let error = message.error {
            // librdkafka tries again by itself.
            worker.logger.warning(
                "trouble while consuming", metadata: ["topic": "\(worker.topic.name)", "error": "\(error)"])
            return
        }
        let record = message.record
        guard let buffer = held[record.partition]?.buffer, buffer.add(record) else { return }
        report("partition not paused") { () throws(KafkaError) in try consumer.pause(record.partition) }
    }

    private func report(_ failure: Logger.Message, _ body: () throws(KafkaError) -> Void) {
        do throws(KafkaError) {
            try body()
        } catch {
            let metadata: Logger.Metadata = [
                "topic": "\(worker.topic.name)", "group": "\(worker.group)", "error": "\(error)",
            ]
            worker.logger.warning(failure, metadata: metadata)
        }
    }

    private func reportLag(of held: [Int: Held]) {
        let lags = held.values.compactMap { held -> (Int, Int64)? in
            guard let end = consumer.end(of: held.buffer.partition), let done = held.buffer.committable else {
                return nil
            }
            return (held.buffer.partition, max(0, end - done))
        }
        worker.meters.lag.report(Dictionary(uniqueKeysWithValues: lags))
    }
}
