import Chat
package import Contracts
package import EventLog
package import RPC

/// The group service: topics, who is in them, and what they may do there.
package struct GroupService: Sendable {
    private let handler: GroupHandler
    private let outbox: any OutboxSource
    private let log: any EventLog

    /// Puts the service together over any store.
    ///
    /// - Parameters:
    ///   - capacity: members that a group may have.
    ///   - now: milliseconds since 1970.
    package init(
        store: any GroupStore, outbox: any OutboxSource, log: any EventLog, auth: AuthStub,
        capacity: Int = 100_000, now: @escaping @Sendable () -> Int64
    ) {
        self.outbox = outbox
        self.log = log
        handler = GroupHandler(store: store, auth: auth, capacity: capacity, now: now)
    }

    /// What the service serves.
    package var rpc: any RPCService { handler }

    /// Relays events until cancelled.
    package func run() async throws {
        try await OutboxRelay(from: outbox, to: log, topic: .event).run()
    }
}
