import Contracts
import EventLog
import Presence
import RPC
import Testing
import Wire

@testable import Push

@Suite("The push service", .timeLimit(.minutes(1)))
struct PushServiceTests {
    private let fixture: RouterFixture
    private let log = InProcessEventLog()
    private let service: PushService
    private let stub: PushStub

    init() async throws {
        fixture = try await RouterFixture()
        let network = fixture.network
        service = PushService(
            log: log, presence: fixture.presence, group: GroupStub(network.transport(to: "group")),
            logger: RouterFixture.logger, clock: fixture.clock, gateway: RouterFixture.gateways(in: network))
        network.serve(RPCRouter([service.rpc]), at: "push")
        stub = PushStub(network.transport(to: "push"))
        for (topic, group) in PushService.consumerGroups {
            try log.keepRecords(of: topic, for: group)
        }
    }

    private func whileRunning(_ body: () async throws -> Void) async throws {
        let running = Task { [service] in try await service.run() }
        defer { running.cancel() }
        try await body()
        running.cancel()
        try await running.value
    }

    /// Waits until all of the messages are committed.
    private func untilRouted() async throws {
        while try log.lag(of: Router.group, on: .message) > 0 {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    @Test("commits a position only when every gateway has its share")
    func commitsAfterReceipt() async throws {
        fixture.audience.set("grpA", [])
        try await fixture.interest("n1", topics: ["grpA"])
        try await fixture.interest("n2", topics: ["grpA"])
        let slow = try fixture.gateway("n2")
        slow.hold()
        try await whileRunning {
            try await log.append([CommittedMessage.of(1).record], to: .message)
            try await fixture.gateway("n1").reached(1)
            await slow.reached(1)
            #expect(try log.lag(of: Router.group, on: .message) == 1)
            slow.release()
            try await untilRouted()
            let status = try await stub.getRouterStatus(RouterStatusRequest())
            #expect(status.messagesRouted == 1)
            #expect(status.deliveries == 2)
            #expect(status.partitions.count == log.partitions(of: .message))
        }
        let status = try await stub.getRouterStatus(RouterStatusRequest())
        #expect(status.partitions.isEmpty)
    }

    @Test("lets a slow gateway hold up only the partitions that it has a part in")
    func slowGateway() async throws {
        let names = (0..<99).map { "grp\($0)" }
        let other = try #require(
            names.first { log.partition(of: $0, in: .message) != log.partition(of: "grpA", in: .message) })
        try await fixture.interest("n1", topics: ["grpA"])
        try await fixture.interest("n2", topics: [other])
        try fixture.gateway("n1").hold()
        try await whileRunning {
            try await log.append([CommittedMessage.of(1).record], to: .message)
            try await fixture.gateway("n1").reached(1)
            for sequence in 1...5 {
                try await log.append([CommittedMessage.of(Int64(sequence), in: other).record], to: .message)
                try await fixture.gateway("n2").reached(sequence)
            }
            #expect(try fixture.gateway("n2").messages.map(\.sequence) == Array(1...5))
            try fixture.gateway("n1").release()
            try await untilRouted()
        }
    }

    @Test("sets aside what it cannot read, and goes on")
    func poison() async throws {
        try await fixture.interest("n1", topics: ["grpA"])
        try await whileRunning {
            let records = [LogRecord(key: "grpA", value: [0xFF]), CommittedMessage.of(1).record]
            try await log.append(records, to: .message)
            try await log.append([LogRecord(key: "grpA", value: [0xFF])], to: .event)
            try await fixture.gateway("n1").reached(1)
            while log.deadLetterCount < 2 { await Task.yield() }
        }
        #expect(log.deadLetters.map(\.topic).sorted() == [LogTopic.event.name, LogTopic.message.name])
    }

    @Test("says what is not built")
    func notBuilt() async throws {
        await #expect(throws: RPCStatus.notImplemented("Push.SendTest")) {
            try await stub.sendTest(SendTestRequest(user: 1))
        }
    }
}
