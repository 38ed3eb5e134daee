import Contracts
import RPC
import Synchronization
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct KnownCallConfigurationTests {
    /// A call-token service that counts who asks, and can be away.
    private final class Calls: CallTokenRPC {
        let asked = Atomic(0)
        let isAway = Atomic(false)

        func getConfiguration(
            _ request: ConfigurationRequest, _ context: CallContext
        ) async throws -> CallConfiguration {
            asked.add(1, ordering: .relaxed)
            guard !isAway.load(ordering: .relaxed) else { throw RPCStatus.unavailable() }
            return CallConfiguration(establishmentTimeout: Int64(asked.load(ordering: .relaxed)))
        }
    }

    private func stub(_ calls: Calls) -> CallTokenStub {
        let network = InProcessNetwork()
        network.serve(RPCRouter([calls]), at: "call-token")
        return CallTokenStub(network.transport(to: "call-token"))
    }

    @Test("It is asked for once in a while, not for each client")
    func remembered() async {
        let (calls, known) = (Calls(), KnownCallConfiguration())
        let service = stub(calls)
        #expect(await known.value(at: 1000, from: service)?.establishmentTimeout == 1)
        #expect(await known.value(at: 5999, from: service)?.establishmentTimeout == 1)
        #expect(await known.value(at: 6001, from: service)?.establishmentTimeout == 2)
        #expect(calls.asked.load(ordering: .relaxed) == 2)
    }

    @Test("While the service is away, what it said last holds; when it never said anything, there is nothing")
    func away() async {
        let (calls, known) = (Calls(), KnownCallConfiguration())
        let service = stub(calls)
        calls.isAway.store(true, ordering: .relaxed)
        #expect(await known.value(at: 1000, from: service) == nil)
        calls.isAway.store(false, ordering: .relaxed)
        #expect(await known.value(at: 1000, from: service)?.establishmentTimeout == 2)
        calls.isAway.store(true, ordering: .relaxed)
        #expect(await known.value(at: 9000, from: service)?.establishmentTimeout == 2)
    }

    @Test("A clock that was set back does not make it last")
    func clock() async {
        let (calls, known) = (Calls(), KnownCallConfiguration())
        let service = stub(calls)
        _ = await known.value(at: 100_000, from: service)
        #expect(await known.value(at: 10, from: service)?.establishmentTimeout == 2)
    }
}
