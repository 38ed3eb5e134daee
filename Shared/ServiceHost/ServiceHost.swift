package import EventLog
import Foundation
package import Logging
package import Presence
package import RPC
package import Settings
package import Storage
import Synchronization
package import Telemetry

/// What the process of one service has: its settings, the log, presence, and the ways to other services.
package final class ServiceHost: Sendable {
    /// All that is set.
    package let configuration: Configuration
    /// The event log.
    package var log: any EventLog { backends.log }
    /// Leases, interest and the bus.
    package var presence: any Presence { backends.presence }
    /// Where what is to be known is written.
    package let logger: Logger
    /// What readiness depends on: services enter their own checks.
    package let health: Health
    /// A name that no other replica has.
    package let replica: String
    /// Where the service's RPCs are served.
    let rpcListen: HostPort
    let peers: Peers
    let security: TransportSecurity
    private let backends: Backends
    private let nodes: NodeBook
    private let openFolder = Mutex<DataFolder?>(nil)

    /// Takes what is set.
    ///
    /// - Throws: ``SettingsConflict``; `EventLogError` for options of Kafka that its library does not take.
    init(_ program: any ServiceProgram.Type, _ configuration: Configuration, logger: Logger) throws {
        self.configuration = configuration
        self.logger = logger
        rpcListen = configuration[HostSettings.rpcListen(of: program)]
        security = try TransportSecurity(configuration, logger: logger)
        peers = Peers(security)
        health = Health()
        backends = try Backends(configuration, logger: logger)
        nodes = NodeBook(backends.presence)
        if configuration[BackendSettings.redis] != nil {
            health.register("presence", .advice) { [presence = backends.presence] in
                do {
                    _ = try await presence.address(of: NodeID("health"))
                } catch {
                    throw HealthFailure("Redis cannot be reached: messages go on, presence does not")
                }
            }
        }
        replica = "n\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    }

    /// Milliseconds since 1970.
    package let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }

    // MARK: Data

    /// Where the service keeps its data, when that is not a server; claimed with the first call.
    ///
    /// - Throws: `DataFolderError`.
    package func folder() throws -> DataFolder {
        try openFolder.withLock { folder in
            if let folder { return folder }
            let opened = try DataFolder(configuration[HostSettings.data])
            folder = opened
            return opened
        }
    }

    /// Whether stores are in a server, which replicas share.
    package var hasDatabaseServer: Bool { configuration[BackendSettings.mongo] != nil }

    /// Opens the service's store: in MongoDB where that is set, as soon as it is there, and else in the folder.
    ///
    /// - Parameters:
    ///   - service: Its name, which is also that of its database.
    ///   - mongo: Opens the store in a database.
    ///   - folder: Opens the store in the folder.
    /// - Returns: The store.
    /// - Throws: `StartError` for a database that cannot be used; what the folder and its store throw.
    package func openStore<Store>(
        of service: String, inMongo mongo: (_ database: String, MongoSettings) async throws -> Store,
        inFolder folder: (DataFolder) throws -> Store
    ) async throws -> Store {
        guard let address = configuration[BackendSettings.mongo] else { return try folder(self.folder()) }
        let settings = MongoSettings(address: address.reveal())
        while true {
            do {
                let store = try await mongo(configuration[BackendSettings.mongoPrefix] + service, settings)
                health.waits(for: "mongodb", because: nil)
                return store
            } catch let error as MongoOpenError {
                guard case .unavailable = error.reason else { throw StartError("\(error)") }
                logger.warning("waiting for MongoDB", metadata: ["reason": "\(error)"])
                health.waits(for: "mongodb", because: "MongoDB cannot be reached at \(settings.members)")
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// Between attempts to find a server.
    private static let pause = Duration.seconds(1)

    /// Gives the folder back.
    func release() {
        openFolder.withLock { $0?.release() }
    }

    /// Prepares for consuming: has the log keep what these groups have not seen yet, where it does not do so by itself, and
    /// makes readiness depend on it.
    package func keepRecords(for groups: [(LogTopic, String)]) throws {
        health.register("event log", timeout: .seconds(3), check: backends.checkLog)
        for (topic, group) in groups {
            try backends.embeddedLog?.keepRecords(of: topic, for: group)
        }
    }

    // MARK: Other processes

    /// The way to another service, which readiness tells of from now on.
    ///
    /// - Parameters:
    ///   - peer: The service.
    ///   - isVital: Whether traffic should not come while it is away. Not for what other services call: they would all go
    ///     out of service with the one that is away.
    /// - Returns: The way to all its replicas.
    package func transport(to peer: Peer, isVital: Bool = false) -> any RPCTransport {
        let addresses = configuration[peer.setting]
        let pool = peers.pool(to: peer.service, at: addresses)
        let watch = PeerWatch(at: addresses.map(\.description).joined(separator: ", ")) { pool.isConnected }
        health.register(peer.service, isVital ? .readiness : .advice) { try watch.check() }
        return pool
    }

    /// The way to the gateway node that has this lease; nil when there is none.
    package func transport(toNode node: String) async -> (any RPCTransport)? {
        guard let address = await nodes.address(of: NodeID(node)), let place = HostPort(setting: .word(address))
        else { return nil }
        return peers.pool(toGatewayAt: place)
    }

    /// Forgets the ways to gateway nodes that are gone, again and again until cancelled.
    func forgetLostNodes() async {
        while (try? await Task.sleep(for: NodeBook.memory)) != nil {
            // While presence cannot be asked nobody is known to be gone.
            guard let living = await nodes.addresses() else { continue }
            peers.dropGateways(
                except: Set(living.compactMap { HostPort(setting: .word($0)) }), idleFor: NodeBook.memory)
        }
    }

    /// Whether other processes learn from presence where this one is.
    package var isPresenceShared: Bool { configuration[BackendSettings.redis] != nil }

    /// Whether the address that others are told leads here.
    package var isReachable: Bool {
        rpcAddress.port != 0 && !["0.0.0.0", "::"].contains(rpcAddress.host)
    }

    /// Where other processes reach this one.
    package var rpcAddress: HostPort {
        configuration[HostSettings.rpcAdvertise] ?? rpcListen
    }
}
