import Chat
import Contracts
import DequeModule
import Logging
import NIOCore
import Presence

/// The sessions of one event loop, and all that is known about the topics they are attached to.
///
/// The actor runs on its event loop, so a connection's handler calls it without a hop and nothing in it is locked.
/// A delivery reaches each shard once and is fanned out here.
actor Shard {
    nonisolated let unownedExecutor: UnownedSerialExecutor
    nonisolated let index: Int
    let loop: any EventLoop
    let node: GatewayNode
    var logger: Logger { node.logger }

    var sessions: [UInt64: Session] = [:]
    /// The sessions attached to `me`, by user.
    var online: [UserID: [Session]] = [:]
    var topics: [TopicID: LocalTopic] = [:]
    /// Those of them with something unwritten.
    var unwritten: [LocalTopic] = []
    var pending: PendingPublishes
    var closings = AccountClosings()
    private var lastSession: UInt64 = 0

    /// How long a topic is kept after its last session left it: a client that comes back at once costs nothing.
    static let linger = TimeAmount.seconds(4)
    /// How long a client may take to read what fills the way to it, while it waits for more.
    static let patience = TimeAmount.seconds(20)
    /// Requests of one session that may wait; beyond it the connection is not read.
    static let inboxCapacity = 64

    init(index: Int, loop: any EventLoop, node: GatewayNode) {
        self.index = index
        self.loop = loop
        self.node = node
        unownedExecutor = loop.executor.asUnownedSerialExecutor()
        pending = PendingPublishes(shard: index)
    }

    // MARK: Connections

    func open(_ connection: NIOLoopBound<any SessionConnection>) -> UInt64 {
        lastSession += 1
        let id = lastSession << 8 | UInt64(index)
        sessions[id] = Session(id: id, name: "\(node.id.rawValue)/\(id)", connection: connection)
        node.meters.sessionOpened()
        return id
    }

    /// A session of this shard, by its name in the whole suite.
    func session(named name: String) -> Session? {
        guard let number = name.split(separator: "/").last.flatMap({ UInt64($0) }), let session = sessions[number],
            session.name == name
        else { return nil }
        return session
    }

    func close(_ id: UInt64) {
        guard let session = sessions.removeValue(forKey: id) else { return }
        session.isOpen = false
        goOn(session)
        becameIdle(session)
        node.meters.sessionClosed()
        // What came in before the end is still done; then the session goes.
        guard !session.isWorking else { return }
        letGo(session)
    }

    private func letGo(_ session: Session) {
        guard session.isOnMe || !session.attachments.isEmpty || !session.calls.isEmpty else { return }
        let bound = NIOLoopBound(session, eventLoop: loop)
        begin { await $0.depart(bound) }
    }

    /// Takes in one text frame.
    func receive(_ text: ByteBufferView, from id: UInt64) {
        receive(bytes: text.count, from: id) { () throws(MalformedMessage) in try ClientMessage(parsing: text) }
    }

    /// Takes in one request, however it is written.
    ///
    /// - `size`: how many bytes it came in.
    func receive(
        bytes size: Int, from id: UInt64, _ read: () throws(MalformedMessage) -> ClientMessage
    ) {
        guard let session = sessions[id] else { return }
        node.meters.received(bytes: size)
        let message: ClientMessage
        do {
            message = try read()
        } catch {
            send(ControlMessage(.malformed, id: error.id, topic: error.topic, at: node.now()), to: session)
            return
        }
        if !session.isWorking, !node.plugins.judges(message), perform(message, immediatelyFor: session) { return }
        session.inbox.append(message)
        if session.inbox.count >= Self.inboxCapacity, !session.isPaused {
            session.isPaused = true
            session.connection.value.pauseReading()
        }
        guard !session.isWorking else { return }
        session.isWorking = true
        let bound = NIOLoopBound(session, eventLoop: loop)
        begin { await $0.work(bound) }
    }

    /// Begins work on this shard, which the node owns: it needs no other thread to begin on.
    func begin(_ work: @escaping @Sendable (isolated Shard) async -> Void) {
        node.work.begin { ended in
            Task {
                await work(self)
                ended()
            }
        }
    }

    /// Performs a session's waiting requests, one after the other, in the order they came.
    private func work(_ bound: NIOLoopBound<Session>) async {
        let session = bound.value
        while let said = session.inbox.popFirst() {
            guard let message = await judged(said, in: session) else { continue }
            if !perform(message, immediatelyFor: session) {
                await perform(message, for: session)
            }
        }
        session.isWorking = false
        // Most sessions say nothing for hours: an empty queue keeps no room.
        session.inbox = Deque()
        guard session.isOpen else { return letGo(session) }
        becameIdle(session)
        if session.isPaused {
            session.isPaused = false
            session.connection.value.resumeReading()
        }
    }

    /// Tells whoever waits for it that all that came in on a session is answered, if it is.
    func becameIdle(_ session: Session) {
        guard !session.isOpen || !session.isBusy else { return }
        session.awaitingIdleness?.resume()
        session.awaitingIdleness = nil
    }

    // MARK: Sending

    /// Waits until what was sent to a session is on its way: an answer of any length is sent no faster than it is read.
    ///
    /// A client that takes nothing for a while is dropped.
    func waitForRoom(in session: Session) async {
        guard session.isOpen, !session.connection.value.isWritable else { return }
        let patience = loop.scheduleTask(in: Self.patience) { [connection = session.connection] in
            connection.value.disconnectAsSlow()
        }
        await withCheckedContinuation { session.awaitingRoom = $0 }
        patience.cancel()
    }

    /// What was sent to a session is on its way.
    func hasRoom(_ id: UInt64) {
        sessions[id].map(goOn)
    }

    private func goOn(_ session: Session) {
        session.awaitingRoom?.resume()
        session.awaitingRoom = nil
    }

    func send(_ message: ControlMessage, to session: Session) {
        node.meters.replied(message.code)
        session.connection.value.send(.control(message))
    }

    func send(_ message: MetaMessage, to session: Session) {
        session.connection.value.send(.meta(message))
    }

    func send(_ message: PresenceMessage, to session: Session) {
        session.connection.value.send(.presence(message))
    }

    func send(_ messages: [SharedMessage], to session: Session) {
        for message in messages { session.connection.value.send(message) }
    }

    func send(_ message: InfoMessage, to session: Session) {
        session.connection.value.send(.info(message))
    }
}
