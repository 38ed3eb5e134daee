import Chat
import Contracts
import EventLog
import Logging
import Presence
import RPC
import Wire

@testable import Push

/// A router between a presence, a group service and gateways `n1`, `n2`, `n3` that a test looks into.
struct RouterFixture {
    let presence = InProcessPresence()
    let audience = ScriptedAudience()
    let clock = InstantClock()
    let gateways = ["n1": RecordingGateway(), "n2": RecordingGateway(), "n3": RecordingGateway()]
    let network = InProcessNetwork()
    let router: Router

    init() async throws {
        for (node, gateway) in gateways {
            network.serve(RPCRouter([gateway]), at: node)
            try await presence.renewLease(NodeID(node), address: node, ttl: .seconds(3_600))
        }
        network.serve(RPCRouter([audience]), at: "group")
        router = Router(
            group: GroupStub(network.transport(to: "group")), presence: presence, logger: Self.logger, clock: clock,
            gateway: Self.gateways(in: network))
    }

    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Finds every node but the one called `gone`.
    static func gateways(in network: InProcessNetwork) -> @Sendable (String) async -> GatewayStub? {
        { node in node == "gone" ? nil : GatewayStub(network.transport(to: node)) }
    }

    /// One of the gateways.
    func gateway(_ node: String) throws -> RecordingGateway {
        guard let gateway = gateways[node] else { throw RPCStatus.notFound }
        return gateway
    }

    /// Registers that a node wants to hear of topics, and of users who have a session there.
    func interest(_ node: String, topics: [String] = [], users: [UInt64] = []) async throws {
        let names = users.compactMap { UserID(rawValue: $0)?.description }
        try await presence.addInterest(topics + names, node: NodeID(node))
    }
}

extension AudienceMember {
    /// A member with the usual permissions, or with others.
    static func of(_ user: UInt64, _ mode: AccessMode = [.join, .read, .write, .presence]) -> AudienceMember {
        AudienceMember(user: user, mode: mode.mask)
    }
}

extension CommittedMessage {
    /// A message of user 1, whose content is its sequence unless a size is asked for.
    static func of(_ sequence: Int64, in topic: String = "grpA", size: Int? = nil) -> CommittedMessage {
        let content = size.map { Array(repeating: 0x31, count: $0) } ?? Array("\(sequence)".utf8)
        return CommittedMessage(
            message: StoredMessage(topic: topic, sequence: sequence, sender: 1, at: sequence, content: content))
    }

    /// The record of the log that holds it.
    var record: LogRecord {
        LogRecord(key: message?.topic ?? "", value: encoded())
    }
}
