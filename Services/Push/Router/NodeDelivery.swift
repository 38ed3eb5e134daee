import Contracts
import EventLog
import Logging
import Metrics
import Presence
import RPC
import Wire

/// Brings deliveries to one gateway node after another call of the same: in order, in pieces that a call can carry.
struct NodeDelivery: Sendable {
    /// How often a call is made before the node's share of a batch is given up.
    static let attempts = 3
    /// How long one call may take.
    static let timeout = Duration.seconds(2)
    /// Bytes of one call, unless one delivery is larger: a quarter of what a call may have.
    static let callSize = 1 << 20

    /// What became of a node's share.
    struct Outcome: Sendable {
        var delivered = 0
        var failed = 0
    }

    private let gateway: @Sendable (String) async -> GatewayStub?
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let calls = Counter(label: "parley_push_routed_total")
    private let delivered = Counter(label: "parley_push_deliveries_total")
    private let failed = Counter(label: "parley_push_failed_deliveries_total")

    init(
        logger: Logger, clock: any Clock<Duration>, gateway: @escaping @Sendable (String) async -> GatewayStub?
    ) {
        self.logger = logger
        self.clock = clock
        self.gateway = gateway
    }

    /// Delivers to one node.
    ///
    /// A node that does not take something gets nothing that comes after it in the batch either: it has to find the gap
    /// from history.
    ///
    /// - Throws: `CancellationError` if the partition is taken away before the node has everything.
    func deliver(_ deliveries: [Delivery], to node: NodeID) async throws -> Outcome {
        var outcome = Outcome()
        for piece in Self.pieces(of: deliveries) {
            guard try await call(piece, node) else { break }
            outcome.delivered += piece.count
        }
        outcome.failed = deliveries.count - outcome.delivered
        delivered.increment(by: outcome.delivered)
        failed.increment(by: outcome.failed)
        return outcome
    }

    /// Has a node look for what it may have missed; false when it cannot be told.
    func tellOfLoss(_ node: NodeID) async -> Bool {
        guard let stub = await gateway(node.rawValue) else { return false }
        return (try? await stub.deliver(DeliverRequest(mayHaveMissed: true), timeout: Self.timeout)) != nil
    }

    private func call(_ piece: [Delivery], _ node: NodeID) async throws -> Bool {
        var delay = RetryDelay()
        for attempt in 1...Self.attempts {
            guard let stub = await gateway(node.rawValue) else { return false }
            do {
                _ = try await stub.deliver(DeliverRequest(deliveries: piece), timeout: Self.timeout)
                calls.increment()
                return true
            } catch {
                try Task.checkCancellation()
                logger.warning(
                    "a gateway does not take deliveries", metadata: ["node": "\(node)", "error": "\(error.code)"])
            }
            if attempt < Self.attempts {
                try await clock.sleep(for: delay.next())
            }
        }
        return false
    }

    /// Cuts deliveries into calls, in which recipients stand once where one delivery after the other has the same: the
    /// members of a large topic are longer than most messages.
    private static func pieces(of deliveries: [Delivery]) -> [[Delivery]] {
        var pieces: [[Delivery]] = []
        var room = 0
        var said: [Recipient] = []
        for var delivery in deliveries {
            let recipients = delivery.recipients
            // As a rule one and the same buffer, or none like it: no user is compared with another.
            var areSaid = !recipients.isEmpty && recipients == said
            let size = delivery.approximateSize
            if size + (areSaid ? 0 : recipients.approximateSize) > room {
                pieces.append([])
                room = callSize
                areSaid = false
            }
            room -= size + (areSaid ? 0 : recipients.approximateSize)
            if areSaid { delivery.repeatRecipients() }
            said = recipients
            pieces[pieces.count - 1].append(delivery)
        }
        return pieces
    }
}

extension Delivery {
    /// About how many bytes it has on the wire without its recipients: never much too few.
    fileprivate var approximateSize: Int {
        128 + (message?.message.map { $0.head.count + $0.content.count + $0.topic.utf8.count } ?? 0)
            + (event == nil ? 0 : 512 + 24 * (event?.messagesDeleted?.ranges.count ?? 0))
    }
}

extension [Recipient] {
    /// About how many bytes they have on the wire.
    fileprivate var approximateSize: Int { 20 * count }
}
