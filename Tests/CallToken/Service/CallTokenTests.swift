import CallToken
import Chat
import Contracts
import Logging
import Presence
import RPC
import Testing

@Suite("The call-token service", .timeLimit(.minutes(1)))
struct CallTokenTests {
    private static let on = CallTokenSettings(iceServers: [IceServer(urls: ["stun:stun.example:3478"])])
    private let fixture: SQLiteCallStoreFixture
    private let alice = Actor(user: .alice, session: "n1/1")
    private let chat = "\(TopicID.chat(.alice, .bob))"

    init() throws {
        fixture = try SQLiteCallStoreFixture()
    }

    private func stub(_ settings: CallTokenSettings = CallTokenSettings()) -> CallTokenStub {
        let network = InProcessNetwork()
        network.serve(RPCRouter([]), at: "message")
        let service = CallTokenService(
            store: fixture.store, presence: InProcessPresence(),
            message: MessageStub(network.transport(to: "message")), settings: settings,
            logger: Logger(label: "test", factory: { _, _ in SwiftLogNoOpLogHandler() }), now: { 1000 })
        network.serve(RPCRouter([service.rpc]), at: "call-token")
        return CallTokenStub(network.transport(to: "call-token"))
    }

    private func failure(_ body: () async throws -> Void) async -> RPCStatus? {
        do {
            try await body()
            return nil
        } catch {
            return error as? RPCStatus
        }
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

    @Test("begins no call without servers, whatever the topic")
    func noCalls() async throws {
        for topic in [chat, "grpAAAAAAAAAAA", ""] {
            let status = await failure {
                _ = try await stub().beginCall(BeginCallRequest(topic: topic, node: "n1"), as: alice)
            }
            #expect(status?.code == .unimplemented)
        }
    }

    @Test("begins a call in private chats of the caller only")
    func privateOnly() async throws {
        let topics = [
            "grpAAAAAAAAAAA", "sys", "\(TopicID.notes(.alice))", "\(TopicID.chat(.bob, .carol))", "nonsense", "",
        ]
        for topic in topics {
            let status = await failure {
                _ = try await stub(Self.on).beginCall(BeginCallRequest(topic: topic, node: "n1"), as: alice)
            }
            #expect(status == .permissionDenied, "\(topic)")
        }
    }

    @Test("begins no second call of a user")
    func busy() async throws {
        let calls = stub(Self.on)
        let begun = try await calls.beginCall(BeginCallRequest(topic: chat, node: "n1"), as: alice)
        #expect(begun.call > 0)
        for (topic, actor) in [
            (chat, alice), (chat, Actor(user: .bob, session: "n1/2")),
            ("\(TopicID.chat(.alice, .carol))", Actor(user: .carol, session: "n1/3")),
        ] {
            let status = await failure {
                _ = try await calls.beginCall(BeginCallRequest(topic: topic, node: "n1"), as: actor)
            }
            #expect(status == .busy)
        }
    }

    @Test("refuses what no gateway says")
    func malformed() async throws {
        let calls = stub(Self.on)
        let requests: [(BeginCallRequest, Actor)] = [
            (BeginCallRequest(topic: chat, node: ""), alice),
            (BeginCallRequest(topic: chat, node: "n1"), Actor(user: .alice)),
            (BeginCallRequest(topic: chat, node: "n1", head: Array("[]".utf8)), alice),
            (BeginCallRequest(topic: chat, node: "n1", content: Array(repeating: 0x20, count: 200_000)), alice),
        ]
        for (request, actor) in requests {
            let status = await failure { _ = try await calls.beginCall(request, as: actor) }
            #expect(status?.code == .invalidArgument)
        }
        #expect(await failure { _ = try await calls.placeCall(PlaceCallRequest(call: 1, sequence: -1)) } != nil)
        #expect(await failure { _ = try await calls.leaveCalls(LeaveCallsRequest()) } != nil)
        #expect(await failure { _ = try await calls.signalCall(SignalCallRequest()) } == .authenticationRequired)
    }

    @Test("passes over what clients say of calls that are not there", arguments: ["accept", "hang-up", "invite", ""])
    func nothing(event: String) async throws {
        let request = SignalCallRequest(topic: chat, sequence: 3, event: event, node: "n1")
        let reply = try await stub(Self.on).signalCall(request, as: alice)
        #expect(!reply.isParty)
    }
}
