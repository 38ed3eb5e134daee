import Contracts
import EventLog
package import ServiceHost

/// `parley-push`: the push service as a process of its own.
package enum PushProgram: ServiceProgram {
    package static let name = "parley-push"
    package static let summary = "Brings what happened to the gateways that hold somebody who is to hear of it."
    package static let rpcPort = 7005
    package static let opsPort = 9105

    package static func start(in host: ServiceHost) async throws -> HostedService {
        let push = PushService(
            log: host.log, presence: host.presence, group: GroupStub(host.transport(to: .group)),
            logger: host.logger, gateway: { await host.transport(toNode: $0).map { GatewayStub($0) } })
        try host.keepRecords(for: PushService.consumerGroups)
        return HostedService(rpc: [push.rpc], services: [BackgroundWork(push.run)])
    }
}
