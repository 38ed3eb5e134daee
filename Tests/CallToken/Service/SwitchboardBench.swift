import Chat
import Contracts
import JSON
import Logging
import Presence
import RPC
import Synchronization
import Testing
import Wire

@testable import CallToken

/// A switchboard among a scripted message service, presence in memory, and a clock that stands still.
final class SwitchboardBench: Sendable {
    let switchboard: Switchboard
    let store: SQLiteCallStore
    let presence = InProcessPresence()
    let messages = MessageMemory()
    private let clock: Clock
    private let folder: SQLiteCallStoreFixture
    private let work: Task<Void, Never>

    /// Milliseconds since 1970.
    final class Clock: Sendable {
        private let moment = Mutex<Int64>(1000)

        var now: Int64 {
            get { moment.withLock { $0 } }
            set { moment.withLock { $0 = newValue } }
        }
    }

    init() throws {
        folder = try SQLiteCallStoreFixture()
        store = folder.store
        let clock = Clock()
        self.clock = clock
        let network = InProcessNetwork()
        switchboard = Switchboard(
            store: store, presence: presence, message: MessageStub(network.transport(to: "message")),
            settings: CallTokenSettings(iceServers: [IceServer(urls: ["stun:stun.example:3478"])]),
            logger: Logger(label: "test", factory: { _, _ in SwiftLogNoOpLogHandler() }), now: { clock.now })
        work = Task { [switchboard] in await switchboard.handOn() }
        network.serve(RPCRouter([ScriptedMessages(memory: messages)]), at: "message")
    }

    deinit {
        work.cancel()
    }

    var now: Int64 {
        get { clock.now }
        set { clock.now = newValue }
    }

    /// What was submitted, as the states that it says.
    var states: [String] {
        messages.withLock { $0.submitted }.compactMap {
            RawJSON(trusting: $0.head).object?["webrtc"]?.string
        }
    }

    /// Begins alice's call to bob, whose first message is in the topic already when it has a sequence.
    func begin(at sequence: Int64? = nil) async throws -> Int64 {
        let topic = TopicID.chat(.alice, .bob)
        let id = try await switchboard.begin(
            topic, by: .caller, with: .bob,
            BeginCallRequest(topic: "\(topic)", head: Self.head, content: Self.content))
        if let sequence {
            keep(sequence)
            try await switchboard.place(id, at: sequence)
        }
        return id
    }

    /// Puts a first message of alice's into the topic.
    func keep(_ sequence: Int64, from sender: UserID = .alice) {
        let message = StoredMessage(
            topic: "\(TopicID.chat(.alice, .bob))", sequence: sequence, sender: sender.rawValue, at: now,
            head: Self.head, content: Self.content)
        messages.withLock { $0.stored.append(message) }
    }

    /// A client says something.
    @discardableResult
    func hear(
        _ event: CallEvent, _ payload: String = "", from party: CallParty, sequence: Int64 = 7
    ) async throws -> Bool {
        try await switchboard.hear(
            event, Array(payload.utf8), from: party, in: .chat(.alice, .bob), sequence: sequence)
    }

    var call: Call? {
        get async throws { try await store.current(in: .chat(.alice, .bob)) }
    }

    /// Waits until what is handed on has come to something.
    func waits(until isEnough: () async throws -> Bool) async throws {
        while try await !isEnough() {
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    private static let head = Array(#"{"mime":"x","webrtc":"started"}"#.utf8)
    private static let content = Array(#""call""#.utf8)
}

/// What the message service has, and how it answers.
final class MessageMemory: Sendable {
    struct Content {
        var submitted: [Submission] = []
        var stored: [StoredMessage] = []
        /// Refuses whatever is submitted; nil takes it.
        var refusal: RPCStatus?

        /// The keys of all that was handed on, refused or not.
        var keys: Set<String> = []

        /// Takes a submission, once by its key, unless it is to be refused.
        mutating func take(_ submission: Submission) {
            keys.insert(submission.idempotencyKey)
            guard refusal == nil, !submitted.contains(where: { $0.idempotencyKey == submission.idempotencyKey })
            else { return }
            submitted.append(submission)
        }
    }

    private let content = Mutex(Content())

    func withLock<Value: Sendable>(_ body: (inout Content) -> Value) -> Value {
        content.withLock { body(&$0) }
    }
}

private struct ScriptedMessages: MessageRPC {
    let memory: MessageMemory

    func submit(_ request: SubmitRequest, _ context: CallContext) async throws -> SubmitReply {
        let refusal = memory.withLock { messages in
            for submission in request.submissions { messages.take(submission) }
            return messages.refusal
        }
        return SubmitReply(
            outcomes: request.submissions.map { _ in
                SubmitOutcome(code: refusal?.code.rawValue ?? 0, reason: refusal?.reason ?? "")
            })
    }

    func getStates(_ request: GetStatesRequest, _ context: CallContext) async throws -> GetStatesReply {
        let last = memory.withLock { $0.stored.map(\.sequence).max() }
        return GetStatesReply(states: request.topics.map { TopicState(topic: $0, sequence: last ?? 0) })
    }

    func replay(_ request: ReplayRequest, _ context: CallContext) async throws -> HistoryReply {
        let range = request.from...request.through
        return HistoryReply(
            messages: memory.withLock { $0.stored }.filter {
                $0.topic == request.topic && range.contains($0.sequence)
            })
    }
}
