package import Contracts
package import Logging
package import Presence
package import RPC

/// The call-token service: tells clients what they need to set up calls, and carries the signalling of private ones.
package struct CallTokenService: Sendable {
    private let handler: CallTokenHandler
    private let upkeep: CallUpkeep

    /// Puts the service together over any store.
    ///
    /// - Parameters:
    ///   - store: Where calls are kept while they go on.
    ///   - presence: Carries word to the gateways, and says which of them are gone.
    ///   - message: Takes the messages that say what became of calls.
    ///   - settings: What can be set.
    ///   - logger: Is told of failures, without content.
    ///   - now: Milliseconds since 1970.
    package init(
        store: any CallStore, presence: any Presence, message: MessageStub,
        settings: CallTokenSettings = CallTokenSettings(), logger: Logger, now: @escaping @Sendable () -> Int64
    ) {
        let switchboard = Switchboard(
            store: store, presence: presence, message: message, settings: settings, logger: logger, now: now)
        handler = CallTokenHandler(settings: settings, switchboard: switchboard)
        upkeep = CallUpkeep(switchboard: switchboard, presence: presence, logger: logger)
    }

    /// What the service serves.
    package var rpc: any RPCService { handler }

    /// Looks after calls until cancelled.
    package func run() async {
        await upkeep.run()
    }
}
