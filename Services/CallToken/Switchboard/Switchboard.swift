import Chat
import Contracts
import Logging
import Presence
import RPC

/// Does what is to be done about calls: keeps them, tells whom they concern, and has messages say what became of them.
///
/// Any replica may do any of it: a change is made on what was read, or begun again.
struct Switchboard: Sendable {
    let store: any CallStore
    let notifier: CallNotifier
    let reporter: CallReporter
    let firstMessage: FirstMessage
    let settings: CallTokenSettings
    let meters = CallMeters()
    let logger: Logger
    /// Milliseconds since 1970.
    let now: @Sendable () -> Int64
    /// Calls with messages to hand on, for ``run()``; what does not fit is found again by its time.
    private let reports: AsyncStream<Call>
    private let toReport: AsyncStream<Call>.Continuation

    /// How often a change is begun again that others get in the way of.
    private static let attempts = 8
    /// Calls that are looked after at once.
    static let page = 100

    init(
        store: any CallStore, presence: any Presence, message: MessageStub, settings: CallTokenSettings, logger: Logger,
        now: @escaping @Sendable () -> Int64
    ) {
        self.store = store
        self.settings = settings
        self.logger = logger
        self.now = now
        notifier = CallNotifier(presence: presence)
        reporter = CallReporter(message: message, logger: logger, now: now)
        firstMessage = FirstMessage(message: message)
        (reports, toReport) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1024))
    }

    // MARK: What gateways say

    /// Begins a call.
    ///
    /// - Throws: `busy`.
    func begin(_ topic: TopicID, by caller: CallParty, with callee: UserID, _ request: BeginCallRequest) async throws
        -> Int64
    {
        let call = Call(
            id: Int64.random(in: 1...Int64.max), topic: topic, caller: caller, callee: callee, head: request.head,
            content: request.content, now: now())
        guard try await store.add(call) else { throw RPCStatus.busy }
        return call.id
    }

    /// Learns where the first message of a call is, or that there is none.
    func place(_ id: Int64, at sequence: Int64) async throws {
        guard let call = try await store.call(id), call.stage == .placing else { return }
        if sequence > 0 {
            try await change(call) { $0.place(at: sequence, now: now(), timeout: settings.ringingTime) }
        } else {
            try await store.remove(call)
        }
    }

    /// Hears what a client says.
    ///
    /// - Returns: Whether its session is a party of the call now.
    func hear(
        _ event: CallEvent, _ payload: [UInt8], from party: CallParty, in topic: TopicID, sequence: Int64
    ) async throws -> Bool {
        guard var call = try await store.current(in: topic) else { return false }
        if call.stage == .placing {
            // Who has the message already may be faster than the gateway that is about to say where it is.
            guard try await firstMessage.sequence(of: call, at: sequence) != nil else { return false }
            try await place(call.id, at: sequence)
            guard let placed = try await store.current(in: topic) else { return false }
            call = placed
        }
        guard call.sequence == sequence else { return false }
        let changed = try await change(call) { $0.take(event, payload, from: party, now: now()) }
        return changed?.isLive == true && [changed?.caller, changed?.callee].contains(party)
    }

    /// A session has left topics.
    func leave(_ session: String, _ topics: [TopicID]) async throws {
        for topic in topics {
            guard let call = try await store.current(in: topic) else { continue }
            try await change(call) { $0.leave(session, now: now()) }
        }
    }

    // MARK: What time brings

    /// Hands messages on as soon as there are some, until cancelled.
    func handOn() async {
        await withDiscardingTaskGroup { group in
            for await call in reports {
                group.addTask { await report(call) }
            }
        }
    }

    /// Looks after the calls whose time has come.
    func lookAfterDue() async throws {
        for call in try await store.due(at: now(), limit: Self.page) {
            do {
                guard call.stage == .placing else {
                    try await change(call) { $0.expire(now: now()) }
                    continue
                }
                if let sequence = try await firstMessage.sequence(of: call) {
                    try await change(call) { $0.place(at: sequence, now: now(), timeout: settings.ringingTime) }
                } else {
                    try await store.remove(call)
                }
            } catch {
                logger.warning("a call cannot be looked after", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Ends the calls of sessions whose gateway is gone.
    ///
    /// - Parameter gone: Says of gateway nodes which are.
    /// - Throws: `StoreError`, and what a change throws.
    func endLost(_ gone: (Set<String>) -> Set<String>) async throws {
        var calls: [Call] = []
        var after: Int64 = 0
        while true {
            let page = try await store.live(after: after, limit: Self.page)
            calls += page
            guard page.count == Self.page, let last = page.last else { break }
            after = last.id
        }
        let lost = gone(Set(calls.flatMap { [$0.caller.node, $0.callee.node] }).subtracting([""]))
        for call in calls {
            for party in [call.caller, call.callee] where lost.contains(party.node) {
                try await change(call) { $0.leave(party.session, now: now()) }
            }
        }
    }

    // MARK: Changes

    /// Changes a call, tells whom it concerns, and has its messages handed on.
    ///
    /// - Parameters:
    ///   - call: As it was read.
    ///   - happen: What happens to it; nil for nothing. Done again when others have changed the call.
    /// - Returns: The call as it is now; nil when nothing happened.
    /// - Throws: `StoreError`; `aborted` when others keep getting in the way.
    @discardableResult
    private func change(_ call: Call, _ happen: (inout Call) -> [CallNotice]?) async throws -> Call? {
        var current = call
        for _ in 0..<Self.attempts {
            var next = current
            guard let notices = happen(&next) else { return nil }
            if next == current {
                await notifier.tell(notices, of: current)
                return current
            }
            if let changed = try await store.replace(current, with: next) {
                meters.count(current, changed)
                await notifier.tell(notices, of: changed)
                if !changed.reports.isEmpty { toReport.yield(changed) }
                return changed
            }
            guard let fresh = try await store.call(call.id) else { return nil }
            current = fresh
        }
        throw RPCStatus(.aborted)
    }

    /// Hands a call's messages on, and forgets a call that has ended with them.
    private func report(_ call: Call) async {
        guard await reporter.report(call) else { return }
        do {
            if call.isLive {
                try await change(call) { $0.acceptanceIsTold() }
            } else {
                try await store.remove(call)
            }
        } catch {
            // Its time comes again.
            logger.debug("a call cannot be put away", metadata: ["error": "\(error)"])
        }
    }
}
