package import ServiceHost

/// `parley-call-token`: the call-token service as a process of its own.
package enum CallTokenProgram: ServiceProgram {
    package static let name = "parley-call-token"
    package static let summary = "Tells clients what they need to set up calls."
    package static let rpcPort = 7006
    package static let opsPort = 9106

    package static func start(in host: ServiceHost) async throws -> HostedService {
        HostedService(rpc: [CallTokenService().rpc])
    }
}
