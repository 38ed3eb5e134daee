import Chat
import Contracts
import EventLog
import Logging
import RPC
import Storage
import Synchronization
import TestKit

@testable import Message

/// The whole service over a real file and a real log, with a gateway that notes what it is told.
final class ServiceFixture: Sendable {
    let store: SQLiteMessageStore
    let log: InProcessEventLog
    let group = ScriptedGroup()
    let gateway = RecordingGateway()
    let service: MessageService
    let stub: MessageStub
    private let place: TemporaryFolder
    private let clock: SettableClock

    init(_ decided: MessageSettings = MessageSettings()) throws {
        place = try TemporaryFolder()
        clock = SettableClock()
        let folder = try DataFolder(place.path)
        defer { folder.release() }
        var settings = SQLiteSettings()
        settings.busyTimeout = .milliseconds(1)
        store = try SQLiteMessageStore(in: folder, settings: settings)
        var bounds = InProcessEventLog.Settings()
        bounds.appendWait = .milliseconds(1)
        bounds.bytesPerPartition = 4 << 20
        log = InProcessEventLog(settings: bounds)
        let network = InProcessNetwork()
        network.serve(RPCRouter([gateway]), at: "gateway/n1")
        network.serve(RPCRouter([group]), at: "group")
        service = MessageService(
            store: store, outbox: store.outbox, log: log, group: GroupStub(network.transport(to: "group")),
            settings: decided, replica: "r1", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { [clock] in clock.now }
        ) { GatewayStub(network.transport(to: "gateway/\($0)")) }
        for (topic, group) in service.consumerGroups {
            try log.keepRecords(of: topic, for: group)
        }
        network.serve(RPCRouter([service.rpc]), at: "message")
        stub = MessageStub(network.transport(to: "message"))
    }

    /// The file that holds the messages.
    var file: String { place.path(of: "message.sqlite") }

    /// Lets time pass.
    func advance(by milliseconds: Int64) {
        clock.advance(by: milliseconds)
    }

    /// Runs the service while a test talks to it.
    func whileRunning(_ body: () async throws -> Void) async throws {
        let running = Task { [service] in try await service.run() }
        defer { running.cancel() }
        try await body()
        running.cancel()
        try await running.value
    }

    /// Submits, and returns when the gateway has heard what became of the accepted ones.
    func submit(_ submissions: [Submission]) async throws -> [SubmitOutcome] {
        let before = gateway.count
        let reply = try await stub.submit(SubmitRequest(submissions: submissions))
        await gateway.reached(before + reply.outcomes.count { $0.code == 0 })
        return reply.outcomes
    }
}

/// Milliseconds that pass only when a test says so.
final class SettableClock: Sendable {
    private let time = Mutex<Int64>(1_000_000)

    var now: Int64 { time.withLock { $0 } }

    func advance(by milliseconds: Int64) {
        time.withLock { $0 += milliseconds }
    }
}
