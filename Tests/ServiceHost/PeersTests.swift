import Logging
import RPC
import Settings
import Testing

@testable import ServiceHost

@Suite(.timeLimit(.minutes(1))) struct PeersTests {
    private let peers: Peers
    private let nodes = [HostPort("127.0.0.1", 7001), HostPort("127.0.0.1", 7101)]

    init() throws {
        let configuration = try Configuration(
            SettingCatalogue(TransportSecurity.settings),
            sources: SettingSources(environment: ["PARLEY_RPC_PLAINTEXT": "true"]))
        peers = Peers(try TransportSecurity(configuration, logger: Logger(label: "test")))
    }

    @Test("The way to a place is found again as long as it is kept")
    func kept() {
        #expect(peers.pool(toGatewayAt: nodes[0]) === peers.pool(toGatewayAt: nodes[0]))
        #expect(peers.pool(toGatewayAt: nodes[0]) !== peers.pool(toGatewayAt: nodes[1]))
        #expect(peers.count == 2)
    }

    @Test("The way to a node that is gone is dropped with its connections, those to others and to services stay")
    func gone() async {
        let service = peers.pool(to: "auth", at: [nodes[0]])
        let (staying, leaving) = (peers.pool(toGatewayAt: nodes[0]), peers.pool(toGatewayAt: nodes[1]))
        let running = Task { await peers.run() }
        peers.dropGateways(except: [nodes[0]], idleFor: .zero)
        #expect(peers.count == 2)
        #expect(peers.pool(to: "auth", at: [nodes[0]]) === service)
        #expect(peers.pool(toGatewayAt: nodes[0]) === staying)
        #expect(peers.pool(toGatewayAt: nodes[1]) !== leaving)
        // Nobody keeps its connections any more, so calls are answered instead of waiting for one.
        await #expect(throws: RPCStatus.self) {
            _ = try await leaving.unary("/s/m", [], options: CallOptions(timeout: .seconds(30)))
        }
        running.cancel()
        await running.value
    }

    @Test("The way to a node that presence does not know stays while it is used")
    func used() {
        let pool = peers.pool(toGatewayAt: nodes[0])
        peers.dropGateways(except: [], idleFor: .seconds(600))
        #expect(peers.pool(toGatewayAt: nodes[0]) === pool)
    }
}
