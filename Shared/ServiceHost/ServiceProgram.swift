package import RPC
package import ServiceLifecycle
package import Settings

/// A service as a process of its own: what it is called, what can be set, and how it is put together.
package protocol ServiceProgram: Sendable {
    /// The name of the program, such as `parley-auth`.
    static var name: String { get }
    /// What the service does, in one sentence.
    static var summary: String { get }
    /// Where its RPCs are served unless something else is said.
    static var rpcPort: Int { get }
    /// Where health and metrics are asked for unless something else is said.
    static var opsPort: Int { get }
    /// What can be set about it, besides what can be set about every service.
    static var settings: [any SettingDeclaration] { get }

    /// Puts the service together from what its process has.
    ///
    /// - Throws: What makes a start impossible: `StartError`, `DataFolderError`, `DatabaseOpenError`.
    static func start(in host: ServiceHost) async throws -> HostedService
}

extension ServiceProgram {
    package static var settings: [any SettingDeclaration] { [] }
}

/// A service that is put together and wants to run.
package struct HostedService: Sendable {
    /// What it serves.
    package var rpc: [any RPCService]
    /// What it does in the background: see ``BackgroundWork``.
    package var services: [any Service]

    /// Describes a service; by default it does nothing in the background.
    package init(rpc: [any RPCService], services: [any Service] = []) {
        self.rpc = rpc
        self.services = services
    }
}
