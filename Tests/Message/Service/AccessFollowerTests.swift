import Contracts
import EventLog
import RPC
import TestKit
import Testing
import Wire

@testable import Message

@Suite("What a replica remembers, when other services report changes")
struct AccessFollowerTests {
    private let group = ScriptedGroup()
    private let follower: AccessFollower

    init() {
        let network = InProcessNetwork()
        network.serve(RPCRouter([group]), at: "group")
        follower = AccessFollower(
            access: AccessCache(group: GroupStub(network.transport(to: "group")), partitions: 2) { 0 })
    }

    private func ask() async throws {
        _ = try await follower.access.standing(of: 1, in: "grpA")
        _ = try await follower.access.standing(of: 1, in: "grpA")
    }

    @Test("is used only while all partitions are its own")
    func onlyWhileFollowed() async throws {
        await follower.assigned(0)
        try await ask()
        #expect(group.questions.count == 2)
        await follower.assigned(1)
        try await ask()
        #expect(group.questions.count == 3)
        await follower.revoked(0)
        try await ask()
        #expect(group.questions.count == 5)
    }

    @Test("goes with the event that changes it, and whole with one that cannot be read")
    func forgets() async throws {
        await follower.assigned(0)
        await follower.assigned(1)
        try await ask()
        let change = Event(topic: "grpA", accessChanged: AccessChanged(user: 1))
        for value in [change.encoded(), [0xFF]] {
            let record = ConsumedRecord(record: LogRecord(key: "grpA", value: value), partition: 0, offset: 0)
            try await follower.process([record], partition: 0)
            try await ask()
        }
        #expect(group.questions.count == 3)
    }
}
