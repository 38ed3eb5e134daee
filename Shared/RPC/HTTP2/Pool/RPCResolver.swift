import NIOCore
import NIOPosix

/// Finds where the replicas of a service listen.
package struct RPCResolver: Sendable {
    /// Asks; every address is one replica.
    let resolve: @Sendable () async throws -> [RPCAddress]

    /// Creates a resolver that asks a closure.
    package init(_ resolve: @escaping @Sendable () async throws -> [RPCAddress]) {
        self.resolve = resolve
    }

    /// Addresses that never change.
    package static func fixed(_ addresses: [RPCAddress]) -> RPCResolver {
        RPCResolver { addresses }
    }

    /// All IP addresses of some host names, asked of the system each time.
    package static func names(_ names: [RPCAddress]) -> RPCResolver {
        RPCResolver {
            var addresses: [RPCAddress] = []
            for name in names {
                // The system's resolver blocks: it has threads of its own.
                addresses += try await NIOThreadPool.singleton.runIfActive { try HostLookup.addresses(of: name) }
            }
            return addresses
        }
    }
}
