import Chat
import Contracts
import EventLog
package import ServiceHost
package import Settings
import Storage
import Telemetry

/// `parley-message`: the message service as a process of its own.
package enum MessageProgram: ServiceProgram {
    package static let name = "parley-message"
    package static let summary = "Checks, orders and keeps messages."
    package static let rpcPort = 7003
    package static let opsPort = 9103

    /// The most different reactions to one message.
    package static let maxReactions = Setting(
        "message.maxReactions", default: MessageSettings().maxReactions, in: 1...Limits.reactions,
        "The most different reactions to one message, where its topic says nothing else.")
    /// The only reactions there may be.
    package static let allowedReactions = Setting(
        "message.allowedReactions", default: [String](), "The only reactions there may be; none: any.")
    /// How old a message may be that goes for everybody.
    package static let deletionAge = Setting(
        "message.deletionAge", default: MessageSettings().deletionAge,
        in: .zero...Duration.seconds(100 * 365 * 86_400),
        "How old a message may be that others than owners and administrators delete for all; 0s: any age.")

    package static let settings: [any SettingDeclaration] = [maxReactions, allowedReactions, deletionAge]

    package static func start(in host: ServiceHost) async throws -> HostedService {
        let (store, outbox): (any MessageStore, any OutboxSource) = try await host.openStore(of: "message") {
            let store = try await MongoMessageStore(database: $0, settings: $1)
            return (store, store.outbox)
        } inFolder: {
            let store = try SQLiteMessageStore(in: $0)
            return (store, store.outbox)
        }
        let message = MessageService(
            store: store, outbox: outbox, log: host.log,
            group: GroupStub(host.transport(to: .group)), settings: MessageSettings(host.configuration),
            replica: host.replica, logger: host.logger, now: host.now,
            gateway: { await host.transport(toNode: $0).map { GatewayStub($0) } })
        try host.keepRecords(for: message.consumerGroups)
        host.health.register("message store") {
            if !message.isHealthy { throw HealthFailure("messages cannot be stored") }
            do {
                _ = try await store.heads(of: ["sys"])
            } catch {
                throw HealthFailure("messages cannot be read")
            }
        }
        return HostedService(rpc: [message.rpc], services: [BackgroundWork(message.run)])
    }
}

extension MessageSettings {
    /// What is configured.
    package init(_ configuration: Configuration) {
        self.init()
        maxReactions = configuration[MessageProgram.maxReactions]
        allowedReactions = configuration[MessageProgram.allowedReactions]
        deletionAge = configuration[MessageProgram.deletionAge]
    }
}
