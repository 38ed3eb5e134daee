internal import Logging
internal import NIOCore

/// What the connections of one event loop share; used on that loop only.
final class ConnectionLoop {
    /// How fine time is cut for pings.
    private static let tick = Duration.milliseconds(500)
    /// How often some connections are closed when that is spread over a time.
    private static let closingStep = Duration.milliseconds(100)

    let settings: EdgeSettings
    let router: EdgeRouter
    let sink: any ConnectionSink
    let meters: EdgeMeters
    /// How many clients poll, over all loops.
    let polls: ConnectionCount
    let compression: LoopCompression
    /// Serves files; nil where there are none.
    let files: FileEndpoint?
    /// The web client's folder; nil when none is served.
    let webRoot: StaticFiles?
    /// Which of the port's loops this is, from 0.
    let index: Int
    let eventLoop: any EventLoop
    /// The clients that poll.
    private(set) lazy var longPolls = LongPollSessions(loop: self)
    private var wheel: KeepAliveWheel<WebSocketConnection>
    private var nextTick: Scheduled<Void>?
    /// Connections that were sent to in this turn of the loop.
    private var unflushed: [WebSocketConnection] = []

    /// Creates the part of one loop.
    ///
    /// - Parameters:
    ///   - eventLoop: The loop, on which this is called.
    ///   - settings: How the port behaves.
    ///   - meters: What is counted.
    ///   - sink: The logic behind this loop's connections.
    ///   - polls: Counts the clients that poll, over all loops.
    ///   - files: Serves files; nil where there are none.
    ///   - webRoot: The web client's folder; nil when none is served.
    ///   - index: Which of the port's loops this is, from 0.
    init(
        eventLoop: any EventLoop, settings: EdgeSettings, meters: EdgeMeters, sink: any ConnectionSink,
        polls: ConnectionCount = ConnectionCount(), files: FileEndpoint? = nil, webRoot: StaticFiles? = nil,
        index: Int = 0
    ) {
        self.eventLoop = eventLoop
        self.settings = settings
        self.meters = meters
        self.sink = sink
        self.polls = polls
        self.files = files
        self.webRoot = webRoot
        self.index = index
        router = EdgeRouter(settings, servesWebRoot: webRoot != nil)
        compression = LoopCompression(settings.compression)
        wheel = KeepAliveWheel(
            revolution: Int(settings.pingInterval / Self.tick),
            patience: Int((settings.idleTimeout - settings.pingInterval) / Self.tick))
    }

    /// The connections that are open.
    var connections: [WebSocketConnection] { wheel.members }

    /// Pings from now on.
    func start() {
        nextTick = eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(Self.tick)) {
            self.start()
            self.keepAlive()
        }
    }

    /// Ends for good; connections that are open are not pinged any more.
    func stop() {
        nextTick?.cancel()
        nextTick = nil
        longPolls.disconnectAll()
    }

    /// Takes a connection in.
    func add(_ connection: WebSocketConnection) {
        wheel.insert(connection)
    }

    /// Lets a connection go.
    func remove(_ connection: WebSocketConnection) {
        wheel.remove(connection)
    }

    /// Flushes a connection at the end of this turn of the loop.
    func flushLater(_ connection: WebSocketConnection) {
        unflushed.append(connection)
        guard unflushed.count == 1 else { return }
        eventLoop.assumeIsolated().execute { self.flushAll() }
    }

    /// Says goodbye to all connections, in random order, evenly over a time, so that not all come back at once.
    ///
    /// - Parameters:
    ///   - code: Why.
    ///   - reason: For people.
    ///   - time: How long it may take; zero for at once.
    /// - Returns: Done when the last goodbye has been said.
    func closeAll(_ code: WebSocketCloseCode, reason: String, over time: Duration) -> EventLoopFuture<Void> {
        longPolls.closeAll(code)
        let done = eventLoop.makePromise(of: Void.self)
        let steps = max(1, Int(time / Self.closingStep))
        close(connections.shuffled()[...], code, reason, steps: steps, done)
        return done.futureResult
    }

    private func close(
        _ connections: ArraySlice<WebSocketConnection>, _ code: WebSocketCloseCode, _ reason: String, steps: Int,
        _ done: EventLoopPromise<Void>
    ) {
        let count = (connections.count + steps - 1) / steps
        for connection in connections.prefix(count) { connection.close(code, reason: reason) }
        let rest = connections.dropFirst(count)
        guard !rest.isEmpty else {
            done.succeed()
            return
        }
        eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(Self.closingStep)) {
            self.close(rest, code, reason, steps: steps - 1, done)
        }
    }

    private func flushAll() {
        let connections = unflushed
        unflushed.removeAll(keepingCapacity: connections.count <= 1024)
        for connection in connections { connection.turnEnded() }
    }

    private func keepAlive() {
        let due = wheel.tick()
        for connection in due.checks { connection.checkAnswer() }
        for connection in due.pings { connection.ping() }
    }
}
