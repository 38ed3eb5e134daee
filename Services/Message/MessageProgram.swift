import Contracts
import EventLog
package import ServiceHost
import Storage
import Telemetry

/// `parley-message`: the message service as a process of its own.
package enum MessageProgram: ServiceProgram {
    package static let name = "parley-message"
    package static let summary = "Checks, orders and keeps messages."
    package static let rpcPort = 7003
    package static let opsPort = 9103

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
            group: GroupStub(host.transport(to: .group)), replica: host.replica, logger: host.logger,
            now: host.now, gateway: { await host.transport(toNode: $0).map { GatewayStub($0) } })
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
