import CallToken
import Contracts
import RPC
import Testing

@Suite("The call-token service")
struct CallTokenTests {
    private func stub(_ settings: CallTokenSettings = CallTokenSettings()) -> CallTokenStub {
        let network = InProcessNetwork()
        network.serve(RPCRouter([CallTokenService(settings: settings).rpc]), at: "call-token")
        return CallTokenStub(network.transport(to: "call-token"))
    }

    @Test("says what is not built, instead of nothing")
    func notBuilt() async throws {
        await #expect(throws: RPCStatus.notImplemented("CallToken.Join")) {
            try await stub().join(JoinRequest())
        }
    }

    @Test("tells of no servers unless some are set")
    func off() async throws {
        let configuration = try await stub().getConfiguration(ConfigurationRequest())
        #expect(configuration == CallConfiguration(establishmentTimeout: 30_000))
    }

    @Test("tells of the servers that are set, and how long a call may ring")
    func servers() async throws {
        let servers = [
            IceServer(urls: ["stun:stun.example:3478"]),
            IceServer(urls: ["turn:turn.example:3478"], username: "u", credential: "c"),
        ]
        let settings = CallTokenSettings(iceServers: servers, establishmentTimeout: .milliseconds(1_500))
        let configuration = try await stub(settings).getConfiguration(ConfigurationRequest())
        #expect(configuration == CallConfiguration(iceServers: servers, establishmentTimeout: 1_500))
    }
}
