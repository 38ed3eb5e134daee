import Contracts
import Logging
import Presence
import RPC
import Testing

@testable import Gateway

/// Members hear once that a group is online, whichever gateways its sessions come and go by.
@Suite struct TopicPresenceTests {
    private static let topic = "\(Script.group)"
    private let (one, two): (GatewayNode, GatewayNode)

    init() async throws {
        let presence = InProcessPresence()
        one = try await Self.node("n1", presence)
        two = try await Self.node("n2", presence)
    }

    private static func node(_ name: String, _ presence: any Presence) async throws -> GatewayNode {
        _ = try await presence.renewLease(NodeID(name), address: name, ttl: .seconds(600))
        let network = InProcessNetwork()
        return GatewayNode(
            settings: GatewaySettings(node: NodeID(name), address: name, port: 0, shards: 1),
            services: GatewayServices(
                auth: AuthStub(network.transport(to: "auth")), group: GroupStub(network.transport(to: "group")),
                message: MessageStub(network.transport(to: "message")),
                callToken: CallTokenStub(network.transport(to: "call-token"))),
            presence: presence, logger: Logger(label: "test", factory: { _, _ in SwiftLogNoOpLogHandler() }),
            now: { 0 })
    }

    /// Whether the first session of a node makes a group online.
    private func attach(to node: GatewayNode) async -> Bool {
        await node.interest.acquire(Self.topic)
        return await node.becameOnline(Self.topic)
    }

    @Test("A group that went offline by another gateway becomes online again by the one that announced it first")
    func again() async {
        #expect(await attach(to: one))
        #expect(await !attach(to: two))
        #expect(await one.withdraw(Self.topic))
        #expect(await two.withdraw(Self.topic))
        #expect(await attach(to: one))
    }

    @Test("A second shard of a gateway makes nothing online, and its leaving nothing offline")
    func shards() async {
        #expect(await attach(to: one))
        #expect(await !attach(to: one))
        #expect(await !one.withdraw(Self.topic))
        #expect(await !attach(to: one))
    }
}
