package import Contracts
package import EventLog
package import Logging
package import RPC

/// The message service: checks, orders and keeps messages.
package struct MessageService: Sendable {
    private let handler: MessageHandler
    private let sequencer: Sequencer
    private let acknowledgements: AcknowledgementSender
    private let health: StoreHealth
    private let access: AccessCache
    private let store: any MessageStore
    private let outbox: any OutboxSource
    private let log: any EventLog
    private let logger: Logger
    private let replica: String

    /// Puts the service together over any store.
    ///
    /// - Parameters:
    ///   - store: Where messages are kept.
    ///   - outbox: Where the store's events wait for the log.
    ///   - log: The log between the services.
    ///   - group: Says who may do what.
    ///   - settings: What the operator decided.
    ///   - replica: A name of this process, unique among the replicas.
    ///   - logger: Is told of failures, without content.
    ///   - now: Milliseconds since 1970.
    ///   - gateway: Finds the way to a gateway node; nil when it is gone.
    package init(
        store: any MessageStore, outbox: any OutboxSource, log: any EventLog, group: GroupStub,
        settings: MessageSettings = MessageSettings(), replica: String, logger: Logger,
        now: @escaping @Sendable () -> Int64,
        gateway: @escaping @Sendable (String) async -> GatewayStub?
    ) {
        self.store = store
        self.outbox = outbox
        self.log = log
        self.logger = logger
        self.replica = replica
        health = StoreHealth(now: now)
        access = AccessCache(group: group, partitions: log.partitions(of: .event), now: now)
        acknowledgements = AcknowledgementSender(logger: logger, gateway: gateway)
        handler = MessageHandler(
            store: store, log: log, access: access, group: group, settings: settings, health: health, now: now)
        sequencer = Sequencer(store: store, log: log, health: health, logger: logger, now: now) {
            [acknowledgements] in acknowledgements.enqueue($0, for: $1)
        }
    }

    /// What the service serves.
    package var rpc: any RPCService { handler }

    /// Whether the last batch could be stored.
    package var isHealthy: Bool { health.isGood }

    /// The consumer groups of the service, for logs that must know them beforehand.
    package var consumerGroups: [(LogTopic, String)] {
        [(.submit, Sequencer.group), (.event, TopicEraser.group), (.event, accessGroup)]
    }

    /// Every replica has one of its own, since each has a memory of its own.
    private var accessGroup: String { "message-access-\(replica)" }

    /// Sequences, acknowledges and relays until cancelled.
    package func run() async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { await acknowledgements.run() }
            group.addTask { try await log.consume(.submit, group: Sequencer.group, with: sequencer) }
            group.addTask {
                try await log.consume(
                    .event, group: accessGroup, from: .latest, with: AccessFollower(access: access))
            }
            group.addTask { try await log.consume(.event, group: TopicEraser.group, with: TopicEraser(store: store)) }
            group.addTask { try await OutboxRelay(from: outbox, to: log, topic: .event, logger: logger).run() }
            try await group.waitForAll()
        }
    }
}
