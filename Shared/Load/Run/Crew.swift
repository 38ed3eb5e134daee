import Foundation
import NIOCore

/// The sessions of one event loop, and what is measured of them.
///
/// Everything in it is touched on its loop only.
final class Crew {
    let loop: any EventLoop
    /// Its number among the crews of the process.
    let number: Int
    let address: SocketAddress
    /// What asks the server to change to WebSocket.
    let handshake: [UInt8]
    /// Marks the run's own messages.
    let run: UInt64
    var sessions: [LightSession] = []
    var meter = Meter()
    /// Who has which message, where the scenario wants to know.
    var rounds: RoundTable?
    /// Whether nothing new is to be begun: somebody wants the run to end.
    var isEnding = false
    /// Counts the steps of the run; what belongs to an earlier one begins nothing any more.
    var phase = 0
    /// Who owns the topic of the run; none of `sessions`.
    var owner: LightSession?
    /// Hears of each publish that is answered: the topic's place, the code, the time.
    var whenSettled: ((LightSession, _ topic: Int, _ code: Int, _ now: UInt64) -> Void)?
    /// Hears of each message that arrives: the topic's place, the message's number, the time.
    var whenDelivered: ((LightSession, _ topic: Int, _ number: Int64, _ now: UInt64) -> Void)?
    /// Hears of each session that was where it should be and lost its connection.
    var whenGone: ((LightSession) -> Void)?
    /// Lives as long as the crew: what sends by the clock.
    var pacers: [Pacer] = []

    /// Sessions in a row that could not come in.
    private var failuresToEnter = 0

    private let target: LoadTarget
    private var connections: Int

    /// Creates a crew without sessions.
    init(
        loop: any EventLoop, number: Int, target: LoadTarget, address: SocketAddress, run: UInt64, firstSource: Int
    ) {
        self.loop = loop
        self.number = number
        self.target = target
        self.address = address
        self.run = run
        handshake = Handshake.request(to: target)
        connections = firstSource
    }

    /// So many sessions in a row that cannot come in mean that there is no server any more.
    private static let hopeless = 200

    /// Takes in whether a session could come in; when too many cannot, the crew stops to try.
    func noteEntering(_ isIn: Bool) {
        failuresToEnter = isIn ? 0 : failuresToEnter + 1
        if failuresToEnter >= Self.hopeless { isEnding = true }
    }

    /// The address that the next connection comes from; nil for the system's choice.
    func nextSource() throws -> SocketAddress? {
        connections += 1
        return try target.source(for: connections)
    }

    /// A login and a password that nobody has, as the `basic` scheme wants them.
    func newSecret() -> String {
        let (login, password) = (UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max))
        return Data("load\(String(login, radix: 36)):\(String(password, radix: 36))".utf8).base64EncodedString()
    }

    /// Does something on the loop after a while.
    func after(_ delay: Duration, _ work: @escaping () -> Void) {
        loop.assumeIsolated().scheduleTask(in: TimeAmount(delay), work)
    }

    /// Does something for each number below `count`, so many at a time.
    ///
    /// - Parameters:
    ///   - count: How often.
    ///   - width: How many may be under way at once.
    ///   - step: Calls its closure when it is done, at once or later.
    ///   - done: Called when all are.
    func each(
        _ count: Int, width: Int, _ step: @escaping (Int, @escaping () -> Void) -> Void, done: @escaping () -> Void
    ) {
        Batch(count: count, width: max(width, 1), phase: phase, step: step, done: done).pump(self)
    }

    // MARK: What is still missing

    /// Publishes without an answer on connections that live.
    var unanswered: Int { sessions.reduce(owner?.unanswered ?? 0) { $0 + $1.unanswered } }

    /// The last message that the server took, by conversation.
    var heads: [Int: Int64] {
        var heads: [Int: Int64] = [:]
        for session in sessions + [owner].compactMap({ $0 }) {
            for topic in session.topics { heads[topic.key] = max(heads[topic.key] ?? 0, topic.acknowledged) }
        }
        return heads
    }

    /// Counts the messages that have not reached a session that should have them.
    ///
    /// - Parameter heads: The last message of each conversation.
    /// - Returns: How many, over all sessions.
    func missing(below heads: [Int: Int64]) -> Int64 {
        var missing: Int64 = 0
        for session in sessions where session.isPresent {
            for topic in session.topics where topic.hearsAll {
                missing += topic.watch.lost
                guard let head = heads[topic.key], let seen = topic.watch.head, head > seen else { continue }
                missing += head - seen
            }
        }
        return missing
    }
}

/// Steps under way, some at a time.
private final class Batch {
    private let count: Int
    private let width: Int
    private let phase: Int
    private let step: (Int, @escaping () -> Void) -> Void
    private let done: () -> Void
    private var next = 0
    private var running = 0
    private var isPumping = false

    init(
        count: Int, width: Int, phase: Int, step: @escaping (Int, @escaping () -> Void) -> Void,
        done: @escaping () -> Void
    ) {
        self.count = count
        self.width = width
        self.phase = phase
        self.step = step
        self.done = done
    }

    func pump(_ crew: Crew) {
        // A step may be done at once: then the loop below goes on, not deeper.
        guard !isPumping, crew.phase == phase else { return }
        isPumping = true
        while next < count, running < width, !crew.isEnding {
            let number = next
            next += 1
            running += 1
            var isDone = false
            step(number) { [self] in
                guard !isDone else { return }
                isDone = true
                running -= 1
                pump(crew)
            }
        }
        isPumping = false
        if running == 0, next == count || crew.isEnding { done() }
    }
}
