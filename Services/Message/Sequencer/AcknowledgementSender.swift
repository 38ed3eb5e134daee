import Contracts
import Logging
import Synchronization

/// Sends acknowledgements to the gateways that the messages came in at.
///
/// One call a gateway is under way at a time; what comes meanwhile goes with the next. A gateway that does not answer
/// holds nobody up: its acknowledgements are dropped, and its clients settle the outcome by publishing again.
final class AcknowledgementSender: Sendable {
    /// Acknowledgements that may wait for one gateway.
    static let capacity = 20_000
    private static let batch = 1024

    private struct Lane {
        var queue: [Acknowledgement] = []
        var isSending = false
    }

    private let lanes = Mutex<[String: Lane]>([:])
    private let gateway: @Sendable (String) async -> GatewayStub?
    private let timeout: Duration
    private let logger: Logger
    private let ready: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation

    /// - Parameters:
    ///   - logger: Is told of gateways that do not answer.
    ///   - timeout: How long a gateway may take to answer.
    ///   - gateway: Finds the way to a node; nil when it is gone.
    init(logger: Logger, timeout: Duration = .seconds(2), gateway: @escaping @Sendable (String) async -> GatewayStub?) {
        self.logger = logger
        self.gateway = gateway
        self.timeout = timeout
        (ready, continuation) = AsyncStream.makeStream(of: String.self)
    }

    /// Queues acknowledgements; never waits.
    func enqueue(_ acknowledgements: [Acknowledgement], for node: String) {
        let starts = lanes.withLock { lanes in
            lanes[node, default: Lane()].queue += acknowledgements
            let excess = (lanes[node]?.queue.count ?? 0) - Self.capacity
            if excess > 0 {
                lanes[node]?.queue.removeFirst(excess)
            }
            guard lanes[node]?.isSending == false else { return false }
            lanes[node]?.isSending = true
            return true
        }
        if starts {
            continuation.yield(node)
        }
    }

    /// Sends until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await node in ready {
                group.addImmediateTask { await self.drain(node) }
            }
        }
    }

    private func drain(_ node: String) async {
        while let batch = next(for: node) {
            guard let stub = await gateway(node) else { continue }
            do {
                _ = try await stub.acknowledge(AcknowledgeRequest(acknowledgements: batch), timeout: timeout)
            } catch {
                logger.warning("a gateway does not take acknowledgements", metadata: ["node": "\(node)"])
            }
        }
    }

    private func next(for node: String) -> [Acknowledgement]? {
        lanes.withLock { lanes in
            guard let queue = lanes[node]?.queue, !queue.isEmpty else {
                lanes[node] = nil
                return nil
            }
            let batch = Array(queue.prefix(Self.batch))
            lanes[node]?.queue.removeFirst(batch.count)
            return batch
        }
    }
}
