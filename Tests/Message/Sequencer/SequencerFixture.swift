import Contracts
import EventLog
import Logging
import RPC
import Storage
import Synchronization
import TestKit
import Wire

@testable import Message

/// Sequencers on one store, as replicas of the service are, and a record of what they say.
final class SequencerFixture: Sendable {
    let store: FailingStore
    let log = RecordingLog()
    let gateway = RecordingGateway()
    let health = StoreHealth(now: { 0 })
    private let place: TemporaryFolder?
    private let clock = Mutex<Int64>(1000)
    private let offset = Mutex<Int64>(0)

    init() throws {
        let place = try TemporaryFolder()
        self.place = place
        let folder = try DataFolder(place.path)
        store = FailingStore(try SQLiteMessageStore(in: folder))
        folder.release()
    }

    /// Sequencers on a store that is there.
    init(_ store: any MessageStore) {
        self.store = FailingStore(store)
        place = nil
    }

    /// A sequencer that owns the partition, or believes so.
    func owner() async -> Owner {
        let network = InProcessNetwork()
        network.serve(RPCRouter([gateway]), at: "gateway/n1")
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        // A busy machine is not a gateway that does not answer.
        let sender = AcknowledgementSender(logger: logger, timeout: .seconds(60)) {
            GatewayStub(network.transport(to: "gateway/\($0)"))
        }
        let sequencer = Sequencer(
            store: store, log: log, health: health, logger: logger,
            now: { [self] in
                clock.withLock { now in
                    now += 1
                    return now
                }
            },
            acknowledge: { sender.enqueue($0, for: $1) })
        await sequencer.assigned(0)
        return Owner(sequencer: sequencer, sender: sender, fixture: self)
    }

    /// A batch as the log would bring it.
    func batch(_ submissions: [Submission]) -> [ConsumedRecord] {
        submissions.map { submission in
            let place = offset.withLock { offset in
                offset += 1
                return offset
            }
            return ConsumedRecord(
                record: LogRecord(key: submission.topic, value: submission.encoded()), partition: 0, offset: place)
        }
    }

    /// One of the sequencers, with what sends its acknowledgements.
    final class Owner: Sendable {
        let sequencer: Sequencer
        private let fixture: SequencerFixture
        private let sending: Task<Void, Never>

        init(sequencer: Sequencer, sender: AcknowledgementSender, fixture: SequencerFixture) {
            self.sequencer = sequencer
            self.fixture = fixture
            sending = Task { await sender.run() }
        }

        deinit {
            sending.cancel()
        }

        func process(_ submissions: [Submission]) async throws {
            try await sequencer.process(fixture.batch(submissions), partition: 0)
        }

        /// Processes, and returns when all acknowledgements are with the gateway.
        func settle(_ submissions: [Submission]) async throws {
            let expected = fixture.gateway.count + submissions.count
            try await process(submissions)
            await fixture.gateway.reached(expected)
        }
    }
}

extension Submission {
    /// A submission of one author with a content that tells it apart.
    static func of(_ key: String, in topic: String = "grpA", by sender: UInt64 = 1, saying text: String? = nil)
        -> Submission
    {
        Submission(
            topic: topic, sender: sender, level: 20, idempotencyKey: key,
            content: Array("\"\(text ?? key)\"".utf8),
            origin: Origin(node: "n1", submission: UInt64(key.utf8.reduce(17) { $0 &* 31 &+ Int($1) } & 0xFFFF)))
    }
}
