import Chat
package import Contracts
package import EventLog
package import Logging
package import RPC
package import Storage

/// The group service: topics, who is in them, and what they may do there.
package struct GroupService: Sendable {
    private let handler: GroupHandler
    private let accounts: AccountFollower
    private let aliases: AliasFollower
    private let outbox: any OutboxSource
    private let log: any EventLog
    private let logger: Logger

    /// Puts the service together over any store.
    ///
    /// - `outbox`: where the store leaves its events.
    /// - `log`: takes the events, and tells of closed accounts.
    /// - `auth`: tells of users' accounts, and keeps the aliases of topics.
    /// - `now`: milliseconds since 1970.
    package init(
        store: any GroupStore, outbox: any OutboxSource, log: any EventLog, auth: AuthStub,
        settings: GroupSettings = GroupSettings(), logger: Logger, now: @escaping @Sendable () -> Int64
    ) {
        self.outbox = outbox
        self.log = log
        self.logger = logger
        handler = GroupHandler(store: store, auth: auth, settings: settings, now: now)
        accounts = AccountFollower(store: store, logger: logger, now: now)
        aliases = AliasFollower(store: store, auth: auth, logger: logger, now: now)
    }

    /// Opens the service over `group.sqlite` in the data folder.
    ///
    /// Blocks: for start-up.
    ///
    /// - Throws: `DatabaseOpenError`.
    package static func open(
        in folder: DataFolder, log: any EventLog, auth: AuthStub, settings: GroupSettings = GroupSettings(),
        logger: Logger, now: @escaping @Sendable () -> Int64
    ) throws -> GroupService {
        let store = try SQLiteGroupStore(in: folder)
        return GroupService(
            store: store, outbox: store.outbox, log: log, auth: auth, settings: settings, logger: logger, now: now)
    }

    /// What the service serves.
    package var rpc: any RPCService { handler }

    /// The consumer groups of the service, for logs that must know them beforehand.
    package var consumerGroups: [(LogTopic, String)] {
        [(.event, AccountFollower.group), (.event, AliasFollower.group)]
    }

    /// Relays events to the log, ends the memberships of closed accounts and settles aliases, until cancelled.
    package func run() async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await OutboxRelay(from: outbox, to: log, topic: .event, logger: logger).run() }
            group.addTask { try await log.consume(.event, group: AccountFollower.group, with: accounts) }
            group.addTask { try await log.consume(.event, group: AliasFollower.group, with: aliases) }
            try await group.waitForAll()
        }
    }
}
