package import EventLog
import Foundation
package import Logging
package import Presence
package import RPC
package import Settings
package import Storage
package import Telemetry

/// What the process of one service has: its settings, its folder, the log, presence, and the ways to other services.
///
/// The event log and presence are the embedded ones: they end at the process. What a service says over them reaches no
/// other process.
package struct ServiceHost: Sendable {
    /// All that is set.
    package let configuration: Configuration
    /// Where the service keeps its data.
    package let folder: DataFolder
    /// The event log.
    package let log: InProcessEventLog
    /// Leases, interest and the bus.
    package let presence: any Presence
    /// Where what is to be known is written.
    package let logger: Logger
    /// What readiness depends on: services enter their own checks.
    package let health: Health
    /// A name that no other replica has.
    package let replica: String
    let peers = Peers()

    /// Where the service's RPCs are served.
    package let rpcAddress: HostPort

    init(
        _ program: any ServiceProgram.Type, _ configuration: Configuration, logger: Logger
    ) throws(DataFolderError) {
        self.configuration = configuration
        rpcAddress = configuration[HostSettings.rpcListen(of: program)]
        self.logger = logger
        folder = try DataFolder(configuration[HostSettings.data])
        log = InProcessEventLog(logger: logger)
        presence = InProcessPresence()
        health = Health()
        replica = "n\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    }

    /// Milliseconds since 1970.
    package let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }

    /// The way to another service.
    package func transport(to peer: Setting<HostPort>) -> any RPCTransport {
        peers.transport(to: configuration[peer])
    }

    /// The way to the gateway node that has this lease; nil when there is none.
    package func transport(toNode node: String) async -> (any RPCTransport)? {
        guard let address = try? await presence.address(of: NodeID(node)), let place = HostPort(setting: .word(address))
        else { return nil }
        return peers.transport(to: place)
    }
}
