import Chat
import Contracts
import EventLog
package import ServiceHost
package import Settings
import Storage
import Telemetry

/// `parley-group`: the group service as a process of its own.
package enum GroupProgram: ServiceProgram {
    package static let name = "parley-group"
    package static let summary = "Topics: who is in them, and what they may do there."
    package static let rpcPort = 7004
    package static let opsPort = 9104

    /// How many members a group may have.
    package static let memberLimit = Setting(
        "group.memberLimit", default: Limits.groupMembers, in: 2...10_000_000,
        "How many members a group or a channel may have, without a channel's readers.")

    package static let settings: [any SettingDeclaration] = [memberLimit]

    package static func start(in host: ServiceHost) async throws -> HostedService {
        let (store, outbox): (any GroupStore, any OutboxSource) = try await host.openStore(of: "group") {
            let store = try await MongoGroupStore(database: $0, settings: $1)
            return (store, store.outbox)
        } inFolder: {
            let store = try SQLiteGroupStore(in: $0)
            return (store, store.outbox)
        }
        let group = GroupService(
            store: store, outbox: outbox, log: host.log, auth: AuthStub(host.transport(to: .auth)),
            settings: GroupSettings(host.configuration), logger: host.logger, now: host.now)
        host.health.register("group store") {
            do {
                _ = try await store.audience(of: .system, after: nil, limit: 1)
            } catch {
                throw HealthFailure("topics cannot be read")
            }
        }
        try host.keepRecords(for: group.consumerGroups)
        return HostedService(rpc: [group.rpc], services: [BackgroundWork(group.run)])
    }
}

extension GroupSettings {
    /// What is configured.
    package init(_ configuration: Configuration) {
        self.init()
        memberLimit = configuration[GroupProgram.memberLimit]
    }
}
