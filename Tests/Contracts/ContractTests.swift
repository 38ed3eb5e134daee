import Chat
import Contracts
import RPC
import Testing
import Wire

@Suite("The contracts")
struct ContractTests {
    @Test("write a submission as its .proto says")
    func submissionBytes() {
        let submission = Submission(topic: "t", sender: 1, level: 20, idempotencyKey: "k", content: [0x31])
        #expect(
            submission.encoded() == [
                0x0a, 1, 0x74, 0x11, 1, 0, 0, 0, 0, 0, 0, 0, 0x18, 20, 0x22, 1, 0x6b, 0x32, 1, 0x31,
            ])
    }

    @Test("read back an event with everything in it")
    func eventRoundTrip() throws {
        let event = Event(
            id: "1", at: 5, actor: 7, originSession: "s", topic: "grpx",
            accessChanged: AccessChanged(
                user: 9, old: AccessPair(want: 1, given: 3), new: AccessPair(want: 7, given: 7), isReader: true))
        #expect(try Event(decoding: event.encoded()) == event)
    }

    @Test("keep what a newer service added")
    func unknownFieldsSurvive() throws {
        let bytes = StoredMessage(topic: "t", sequence: 4).encoded() + [0xfa, 0x07, 1, 0x41]
        #expect(try StoredMessage(decoding: bytes).encoded() == bytes)
    }

    @Test("carry the actor beside a call", arguments: [AuthLevel.anonymous, .authenticated, .root])
    func actor(level: AuthLevel) throws {
        let actor = Actor(user: .random(), level: level, session: "n/1")
        var metadata = RPCMetadata()
        actor.write(to: &metadata)
        #expect(try Actor(metadata) == actor)
        #expect(try Actor(RPCMetadata()) == nil)
    }

    @Test("refuse an actor that cannot be")
    func malformedActor() {
        var metadata = RPCMetadata()
        metadata["parley-actor-user"] = "nobody"
        #expect(throws: RPCStatus.self) { try Actor(metadata) }
    }

    @Test("answer what a service does not implement with UNIMPLEMENTED")
    func unimplemented() async throws {
        struct Nothing: AuthRPC {}
        let network = InProcessNetwork()
        network.serve(RPCRouter([Nothing()]), at: "auth")
        do {
            _ = try await AuthStub(network.transport(to: "auth")).find(FindAccountsRequest())
            Issue.record("something was found")
        } catch {
            #expect(error.code == .unimplemented)
        }
    }
}
