internal import Foundation
import Logging
import Synchronization

/// Sees to it that the topics in use are there, with the number of partitions that they should have.
final class KafkaTopics: Sendable {
    private enum Finding {
        case fits
        case differs
        case unknown
    }

    private struct State {
        var findings: [LogTopic: Finding] = [:]
        /// Those who wait for what somebody looks for already.
        var waiting: [LogTopic: [CheckedContinuation<Finding, Never>]] = [:]
    }

    /// Over the producer that is in use then.
    private let administrator: @Sendable () -> KafkaAdministrator
    private let replicas: Int
    private let logger: Logger
    private let state = Mutex(State())

    init(replicas: Int, logger: Logger, administrator: @escaping @Sendable () -> KafkaAdministrator) {
        self.administrator = administrator
        self.replicas = replicas
        self.logger = logger
    }

    /// Makes the topic if it is missing; asks the brokers only until they have answered once.
    func provide(_ topic: LogTopic, partitions: Int) async throws(EventLogError) {
        var finding = state.withLock { $0.findings[topic] } ?? .unknown
        if finding == .unknown { finding = await find(topic, partitions) }
        guard finding == .fits else { throw .unavailable }
    }

    /// Looks for a topic, once for all who ask at the same time.
    private func find(_ topic: LogTopic, _ partitions: Int) async -> Finding {
        await withCheckedContinuation { continuation in
            let isFirst = state.withLock { state in
                state.waiting[topic, default: []].append(continuation)
                return state.waiting[topic]?.count == 1
            }
            guard isFirst else { return }
            // A thread of its own: the questions block.
            Thread.detachNewThread {
                let finding = self.look(for: topic, partitions)
                let waiting = self.state.withLock { state in
                    state.findings[topic] = finding
                    return state.waiting.removeValue(forKey: topic) ?? []
                }
                for continuation in waiting { continuation.resume(returning: finding) }
            }
        }
    }

    /// The topic has another number of partitions, for good.
    func isMismatched(_ topic: LogTopic) -> Bool {
        state.withLock { $0.findings[topic] } == .differs
    }

    /// Whether a broker answers now.
    var isReachable: Bool {
        get async {
            await withCheckedContinuation { continuation in
                // A thread of its own: the question blocks.
                Thread.detachNewThread { continuation.resume(returning: self.administrator().isAnswered) }
            }
        }
    }

    private func look(for topic: LogTopic, _ wanted: Int) -> Finding {
        do throws(KafkaError) {
            let administrator = administrator()
            var partitions = try administrator.partitions(of: topic.name)
            if partitions == nil {
                try administrator.create(topic.name, partitions: wanted, replicas: replicas)
                partitions = try administrator.partitions(of: topic.name)
            }
            // A topic that was made just now may take a moment to be known everywhere.
            guard let partitions, partitions > 0 else { return .unknown }
            guard partitions == wanted else {
                logger.error(
                    "topic has another number of partitions",
                    metadata: ["topic": "\(topic.name)", "partitions": "\(partitions)"])
                return .differs
            }
            return .fits
        } catch {
            logger.warning("topic cannot be reached", metadata: ["topic": "\(topic.name)", "error": "\(error)"])
            return .unknown
        }
    }
}
