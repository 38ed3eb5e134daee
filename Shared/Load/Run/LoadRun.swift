import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A run from its first connection to its last: what all scenarios are put together from.
final class LoadRun: Sendable {
    let plan: LoadPlan
    let crews: [CrewReference]
    private let group: MultiThreadedEventLoopGroup
    private let interruption: Interruption

    /// How often is looked whether something has happened.
    private static let glance = Duration.milliseconds(10)
    /// How long before the start all shares know it.
    static let notice: UInt64 = 2_000_000_000

    private init(
        plan: LoadPlan, crews: [CrewReference], group: MultiThreadedEventLoopGroup, interruption: Interruption
    ) {
        self.plan = plan
        self.crews = crews
        self.group = group
        self.interruption = interruption
    }

    /// Whether somebody wants the run to end.
    var isInterrupted: Bool { interruption.hasHappened }

    /// Meets the other shares, looks whether the server is there, and makes crews without sessions.
    ///
    /// - Parameters:
    ///   - plan: What is to be done.
    ///   - connections: How many connections this process needs at once.
    ///   - interruption: What ends it early.
    /// - Returns: The run; `shutDown` ends it.
    /// - Throws: `unusable`, `unreachable`, `notPermitted`.
    static func open(
        _ plan: LoadPlan, connections: Int, interruption: Interruption
    ) async throws(LoadFailure) -> LoadRun {
        try OpenFileLimit.check(for: connections)
        try plan.share.prepare()
        let address = try await resolve(plan.target)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(plan.threads, 1))
        do {
            let mark = try await agree(on: UInt64.random(in: 1...UInt64(UInt32.max)), plan, interruption)
            var crews: [CrewReference] = []
            for (number, loop) in group.makeIterator().enumerated() {
                let firstSource = (plan.share.number - 1) * 7 + number
                let crew = loop.submit {
                    NIOLoopBound(
                        Crew(
                            loop: loop, number: number, target: plan.target, address: address, run: mark,
                            firstSource: firstSource), eventLoop: loop)
                }
                guard let crew = try? await crew.get() else { throw LoadFailure.notPrepared("no event loop") }
                crews.append(CrewReference(loop: loop, bound: crew))
            }
            let run = LoadRun(plan: plan, crews: crews, group: group, interruption: interruption)
            try await run.probe()
            return run
        } catch {
            try? await group.shutdownGracefully()
            throw error as? LoadFailure ?? .notPrepared("\(error)")
        }
    }

    /// Closes what is open, and ends the event loops.
    func shutDown() async {
        await gather { crew in
            for session in crew.sessions { session.close() }
            crew.owner?.close()
        }
        try? await group.shutdownGracefully()
    }

    // MARK: On all loops

    /// Does something on each crew's loop, one after the other.
    @discardableResult
    func gather<Result: Sendable>(_ body: @escaping @Sendable (Crew) -> Result) async -> [Result] {
        var results: [Result] = []
        for crew in crews {
            if let result = try? await crew.loop.submit({ body(crew.bound.value) }).get() { results.append(result) }
        }
        return results
    }

    /// Does something on all crews' loops at once, until each has called its closure, the time is up, or the run is to
    /// end.
    ///
    /// - Parameters:
    ///   - limit: How long it may take; the plan's patience by default.
    ///   - isLast: Whether it is done even when the run is to end early.
    ///   - body: Calls its closure on the crew's loop when the crew is done.
    /// - Returns: Whether all were done in time.
    @discardableResult
    func phase(
        limit: Duration? = nil, isLast: Bool = false,
        _ body: @escaping @Sendable (Crew, _ done: @escaping () -> Void) -> Void
    ) async -> Bool {
        let finished = Counter()
        let isOver = isInterrupted && !isLast
        await gather { crew in
            crew.phase += 1
            crew.isEnding = isOver
            body(crew) { finished.add() }
        }
        return await wait(limit ?? plan.patience, isLast: isLast) { finished.value >= self.crews.count }
    }

    /// Waits for something to be true.
    ///
    /// - Returns: Whether it came to be so before the time was up, or the run was to end.
    @discardableResult
    func wait(
        _ limit: Duration, isLast: Bool = false, for condition: @Sendable () async -> Bool
    ) async -> Bool {
        let deadline = ContinuousClock.now + limit
        while await !condition() {
            guard ContinuousClock.now < deadline, (try? await Task.sleep(for: Self.glance)) != nil else { return false }
            if isInterrupted, !isLast {
                await gather { $0.isEnding = true }
                return false
            }
        }
        return true
    }

    // MARK: With the other shares

    /// Waits until all shares are as far.
    ///
    /// - Returns: What all have said on it, as far as they have come.
    @discardableResult
    func meet(_ name: String, saying word: String = "", isLast: Bool = false) async -> [String] {
        let share = plan.share
        share.tell(name, word)
        guard share.count > 1 else { return [word] }
        await wait(plan.patience, isLast: isLast) { share.words(name) != nil }
        return (1...share.count).compactMap { share.word(name, from: $0) }
    }

    /// What the first share says under a name; the first one says it with this call.
    func agree(_ name: String, _ word: String?) async -> String? {
        let share = plan.share
        guard share.count > 1 else { return word }
        if share.isFirst {
            share.tell(name, word ?? "")
            return word
        }
        await wait(plan.patience) { share.word(name, from: 1) != nil }
        return share.word(name, from: 1).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// When all shares begin, nanoseconds of the monotonic clock; all are ready by then.
    func commonStart() async -> UInt64 {
        let share = plan.share
        guard share.count > 1 else { return MonotonicClock.now + 20_000_000 }
        share.tell("ready", "\(MonotonicClock.now)")
        await wait(plan.patience) { share.words("ready") != nil }
        let times = share.words("ready")?.compactMap { UInt64($0) } ?? []
        return (times.max() ?? MonotonicClock.now) + Self.notice
    }

    private static func agree(
        on mark: UInt64, _ plan: LoadPlan, _ interruption: Interruption
    ) async throws(LoadFailure) -> UInt64 {
        guard plan.share.count > 1 else { return mark }
        if plan.share.isFirst { plan.share.tell("run", "\(mark)") }
        let deadline = ContinuousClock.now + plan.patience
        while true {
            if let word = plan.share.word("run", from: 1), let mark = UInt64(word) { return mark }
            guard ContinuousClock.now < deadline, !interruption.hasHappened,
                (try? await Task.sleep(for: glance)) != nil
            else { throw .notPrepared("the first share is not there") }
        }
    }

    // MARK: The server

    private static func resolve(_ target: LoadTarget) async throws(LoadFailure) -> SocketAddress {
        let host = target.host == "localhost" ? "127.0.0.1" : target.host
        if let address = try? SocketAddress(ipAddress: host, port: target.port) { return address }
        do {
            return try await NIOThreadPool.singleton.runIfActive {
                try SocketAddress.makeAddressResolvingHost(host, port: target.port)
            }
        } catch {
            throw .unreachable("cannot reach \(target.url): no such host")
        }
    }

    /// Says hello once, so that a server that is not there is told from one that cannot bear the load.
    private func probe() async throws(LoadFailure) {
        await gather { crew in
            guard crew.number == 0 else { return }
            let session = LightSession(number: -1, crew: crew)
            crew.owner = session
        }
        let isIn = Counter()
        await phase(limit: .seconds(20)) { crew, done in
            guard crew.number == 0, let session = crew.owner else { return done() }
            session.open { isOpen in
                if isOpen { isIn.add() }
                session.close()
                done()
            }
        }
        let complaints = await gather { crew in
            let complaint = crew.meter.refusals.keys.first
            crew.meter = Meter()
            crew.owner = nil
            return complaint
        }
        guard isIn.value == 0 else { return }
        let url = plan.target.url
        let complaint = complaints.compactMap { $0 }.first ?? "upgrade: no answer"
        if complaint.hasPrefix("upgrade: HTTP 5") { throw .unreachable("\(url) cannot serve now") }
        if complaint.hasPrefix("upgrade: HTTP"), !complaint.hasSuffix(" 0") {
            throw .notPermitted("\(url) does not take this client: a wrong path, or a wrong API key")
        }
        throw .unreachable("cannot reach \(url): \(complaint.split(separator: ": ").last.map(String.init) ?? "")")
    }
}

/// Where a crew is to be found.
struct CrewReference: Sendable {
    let loop: any EventLoop
    let bound: NIOLoopBound<Crew>
}

/// Counts from any loop.
final class Counter: Sendable {
    private let count = Atomic(0)

    /// How often it was added to.
    var value: Int { count.load(ordering: .acquiring) }

    /// Adds one.
    func add() {
        count.add(1, ordering: .acquiringAndReleasing)
    }
}
