package import Contracts
package import EventLog
package import Logging
package import Presence
package import RPC

/// The push service: routes messages and events to gateways.
package struct PushService: Sendable {
    private let router: Router
    private let log: any EventLog

    /// Puts the service together.
    ///
    /// - Parameters:
    ///   - log: The log between the services.
    ///   - presence: Says which gateways want to hear of what.
    ///   - group: Says who is to hear of what.
    ///   - logger: Is told of gateways that do not take deliveries.
    ///   - clock: Measures how long audiences are remembered, and the pauses between attempts.
    ///   - gateway: Finds the way to a gateway node; nil when it is gone.
    package init(
        log: any EventLog, presence: any Presence, group: GroupStub, logger: Logger,
        clock: some Clock<Duration> = ContinuousClock(),
        gateway: @escaping @Sendable (String) async -> GatewayStub?
    ) {
        self.log = log
        router = Router(group: group, presence: presence, logger: logger, clock: clock, gateway: gateway)
    }

    /// What the service serves.
    package var rpc: any RPCService { PushHandler(router: router) }

    /// The consumer groups of the service, for logs that must know them beforehand.
    package static let consumerGroups: [(LogTopic, String)] = [(.message, Router.group), (.event, Router.group)]

    /// Routes until cancelled.
    package func run() async throws {
        try await withThrowingTaskGroup { group in
            group.addTask {
                try await log.consume(.message, group: Router.group, with: MessageProcessor(router: router))
            }
            group.addTask { await router.watchNodes() }
            group.addTask { await router.tellCrowds() }
            group.addTask { try await log.consume(.event, group: Router.group, with: EventProcessor(router: router)) }
            try await group.waitForAll()
        }
    }
}
