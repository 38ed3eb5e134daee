import Contracts
import EventLog
package import ServiceHost

/// `parley-group`: the group service as a process of its own.
package enum GroupProgram: ServiceProgram {
    package static let name = "parley-group"
    package static let summary = "Topics: who is in them, and what they may do there."
    package static let rpcPort = 7004
    package static let opsPort = 9104

    package static func start(in host: ServiceHost) async throws -> HostedService {
        let group = try GroupService.open(
            in: try host.folder(), log: host.log, auth: AuthStub(host.transport(to: .auth)), logger: host.logger,
            now: host.now)
        try host.keepRecords(for: group.consumerGroups)
        return HostedService(rpc: [group.rpc], services: [BackgroundWork(group.run)])
    }
}
