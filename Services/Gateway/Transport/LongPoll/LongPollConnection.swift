internal import DequeModule
internal import NIOCore

/// A client that has no WebSocket and polls instead.
///
/// Belongs to its event loop: everything here is called on it, whichever loops the polls come in on. Messages wait here
/// until they are asked for, one by one.
final class LongPollConnection: ClientConnection {
    private enum Phase {
        case open
        /// Nothing more comes; what waits may still be fetched.
        case closing
        case closed
    }

    /// Bytes beyond which the sender should wait, and below which it should go on; as for sockets.
    private static let waterMark = (low: 32 * 1024, high: 64 * 1024)
    /// Requests that wait while nothing is taken in; each is an HTTP request without an answer.
    private static let heldLimit = 64

    let remoteAddress: String
    let isAnnounced = true
    private(set) var isWritable = true

    private let sid: String
    private unowned let loop: ConnectionLoop
    private var phase = Phase.open
    private var queue = Deque<MessageFrame>()
    private var queuedBytes = 0
    /// Bytes of answers among those sent since little was waiting.
    private var answerBytes = 0
    private var waiting: LongPollTicket?
    private var patience: Scheduled<Void>?
    private var isPaused = false
    private var held = Deque<(message: ByteBuffer, ticket: LongPollTicket)>()
    private var lastSeen: NIODeadline
    private var idleCheck: Scheduled<Void>?

    /// Creates the connection of a session.
    ///
    /// - Parameters:
    ///   - sid: What the client calls the session.
    ///   - remoteAddress: Where the client was when it asked for the session.
    ///   - loop: The event loop's own part of the client port; it outlives the connection.
    init(sid: String, remoteAddress: String, loop: ConnectionLoop) {
        self.sid = sid
        self.remoteAddress = remoteAddress
        self.loop = loop
        lastSeen = loop.eventLoop.now
        checkLater()
    }

    // MARK: What the client does

    /// Answers a poll with one message, sooner or later; a poll that waits already gets nothing.
    func poll(_ ticket: LongPollTicket) {
        lastSeen = loop.eventLoop.now
        answerWaiting(.nothing)
        if let message = queue.popFirst() {
            took(message)
            ticket.answer(.message(message))
        } else if phase == .open {
            waiting = ticket
            patience = schedule(in: loop.settings.pingInterval) { $0.answerWaiting(.nothing) }
        } else {
            ticket.answer(.nothing)
        }
        if phase == .closing, queue.isEmpty { forget() }
    }

    /// Gives a poll up: nobody awaits its answer any more.
    func cancel(_ ticket: LongPollTicket) {
        guard waiting === ticket else { return }
        answerWaiting(.nothing)
    }

    /// Takes back a message that could not be handed over: it is the next one.
    func giveBack(_ message: MessageFrame) {
        guard phase != .closed else { return }
        if waiting != nil {
            answerWaiting(.message(message))
        } else {
            queue.prepend(message)
            queuedBytes += message.payload.count
        }
    }

    /// Takes in what the client says.
    func submit(_ message: ByteBuffer, _ ticket: LongPollTicket) {
        lastSeen = loop.eventLoop.now
        guard phase == .open else { return ticket.answer(.refusal(.invalidSession)) }
        guard isPaused || !held.isEmpty else {
            loop.sink.received(message, .binary, on: self)
            return ticket.answer(.nothing)
        }
        guard held.count < Self.heldLimit else { return ticket.answer(.refusal(.serviceUnavailable)) }
        held.append((message, ticket))
    }

    // MARK: What the sink does

    func send(_ message: MessageFrame, isAnswer: Bool) {
        guard phase == .open else { return }
        if waiting != nil { return answerWaiting(.message(message)) }
        guard queuedBytes <= loop.settings.maxUnsentBytes + answerBytes else { return disconnectAsSlow() }
        queue.append(message)
        queuedBytes += message.payload.count
        if isAnswer { answerBytes += message.payload.count }
        if queuedBytes >= Self.waterMark.high { isWritable = false }
    }

    func pauseReading() {
        isPaused = true
    }

    func resumeReading() {
        guard isPaused else { return }
        isPaused = false
        loop.eventLoop.assumeIsolated().execute { self.readOn() }
    }

    func close(_ code: WebSocketCloseCode, reason: String) {
        end(.closed(code), keepsQueue: true)
    }

    func disconnectAsSlow() {
        end(.slow, keepsQueue: false)
    }

    /// Ends the session at once.
    func disconnect() {
        end(.closed(.goingAway), keepsQueue: false)
    }

    // MARK: Inside

    private func readOn() {
        while !isPaused, let (message, ticket) = held.popFirst() {
            guard phase == .open else {
                ticket.answer(.refusal(.invalidSession))
                continue
            }
            loop.sink.received(message, .binary, on: self)
            ticket.answer(.nothing)
        }
    }

    private func took(_ message: MessageFrame) {
        queuedBytes -= message.payload.count
        guard queuedBytes < Self.waterMark.low else { return }
        answerBytes = 0
        guard !isWritable else { return }
        isWritable = true
        if phase == .open { loop.sink.writabilityChanged(of: self) }
    }

    private func answerWaiting(_ answer: LongPollAnswer) {
        guard let ticket = waiting else { return }
        waiting = nil
        patience?.cancel()
        // The time until the next poll begins when this one ends.
        lastSeen = loop.eventLoop.now
        ticket.answer(answer)
    }

    private func end(_ end: ConnectionEnd, keepsQueue: Bool) {
        let wasOpen = phase == .open
        if wasOpen { phase = .closing }
        answerWaiting(.nothing)
        isPaused = false
        readOn()
        if !keepsQueue || queue.isEmpty { forget() }
        guard wasOpen else { return }
        // The sink may be the one who ends it, and hears of it afterwards.
        loop.eventLoop.assumeIsolated().execute { self.loop.sink.closed(self, because: end) }
    }

    private func forget() {
        guard phase != .closed else { return }
        phase = .closed
        queue = []
        idleCheck?.cancel()
        loop.longPolls.remove(sid)
    }

    private func checkLater() {
        let deadline = lastSeen + TimeAmount(loop.settings.pollTimeout)
        idleCheck = schedule(in: .nanoseconds((deadline - loop.eventLoop.now).nanoseconds)) { $0.checkIdle() }
    }

    private func checkIdle() {
        if waiting != nil { lastSeen = loop.eventLoop.now }
        guard loop.eventLoop.now - lastSeen >= TimeAmount(loop.settings.pollTimeout) else { return checkLater() }
        end(.idle, keepsQueue: false)
    }

    private func schedule(in delay: Duration, _ work: @escaping (LongPollConnection) -> Void) -> Scheduled<Void> {
        loop.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { [weak self] in
            if let self { work(self) }
        }
    }
}
