import Contracts
package import ServiceHost
package import Settings
import Storage
import Telemetry

/// `parley-call-token`: the call-token service as a process of its own.
package enum CallTokenProgram: ServiceProgram {
    package static let name = "parley-call-token"
    package static let summary = "Tells clients what they need to set up calls, and carries their signalling."
    package static let rpcPort = 7006
    package static let opsPort = 9106
    package static let settings = CallTokenSettings.declarations

    package static func start(in host: ServiceHost) async throws -> HostedService {
        let settings = try CallTokenSettings(host.configuration)
        let store: any CallStore = try await host.openStore(of: "call-token") {
            try await MongoCallStore(database: $0, settings: $1)
        } inFolder: {
            try SQLiteCallStore(in: $0)
        }
        let calls = CallTokenService(
            store: store, presence: host.presence, message: MessageStub(host.transport(to: .message)),
            settings: settings, logger: host.logger, now: host.now)
        host.health.register("call store") {
            do {
                _ = try await store.live(after: 0, limit: 1)
            } catch {
                throw HealthFailure("calls cannot be read")
            }
        }
        return HostedService(rpc: [calls.rpc], services: [BackgroundWork(calls.run)])
    }
}
