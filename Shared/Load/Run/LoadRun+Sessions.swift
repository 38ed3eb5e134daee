/// Sessions: who they are, how they come, and how they go.
extension LoadRun {
    /// Makes the sessions of this process, without a connection.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - unit: How many neighbours have to be in one crew.
    func enlist(_ count: Int, unit: Int = 1) async {
        let known = plan.users?.users ?? []
        let crewCount = crews.count
        await gather { crew in
            for number in 0..<count where number / unit % crewCount == crew.number {
                let session = LightSession(number: number, crew: crew)
                if number < known.count { session.user = known[number] }
                session.place = crew.sessions.count
                crew.sessions.append(session)
            }
        }
    }

    /// Connects all sessions and logs them in, as new users where they are nobody yet.
    ///
    /// - Parameter kind: What account is made for a session.
    /// - Throws: `notPrepared` when none is in.
    func enter(
        _ kind: @escaping @Sendable (LightSession) -> LightSession.AccountKind = { _ in .anonymous }
    ) async throws(LoadFailure) {
        let width = share(of: plan.width)
        await phase { crew, done in
            crew.each(crew.sessions.count, width: width) { index, next in
                let session = crew.sessions[index]
                session.enter(kind(session)) { isIn in
                    crew.noteEntering(isIn)
                    next()
                }
            } done: {
                done()
            }
        }
        let isAnybody = await gather { crew in crew.sessions.contains { $0.stage == .open } }.contains(true)
        guard isAnybody || isInterrupted else { throw await notPrepared("no user could be made or logged in") }
    }

    /// Attaches all sessions that are in; those that are attached count as present from then on.
    ///
    /// - Parameters:
    ///   - limit: How long it may take; the plan's patience by default.
    ///   - topic: What a session is to be attached to; nil for nothing.
    func attach(
        limit: Duration? = nil, to topic: @escaping @Sendable (LightSession) -> AttachedTopic?
    ) async {
        let width = share(of: plan.width)
        await phase(limit: limit) { crew, done in
            crew.each(crew.sessions.count, width: width) { index, next in
                let session = crew.sessions[index]
                guard session.stage == .open, let topic = topic(session) else { return next() }
                let asked = MonotonicClock.now
                session.attach(to: topic) { isAttached in
                    if isAttached {
                        session.isPresent = true
                        crew.meter.time(.attaching, MonotonicClock.now - asked)
                    }
                    next()
                }
            } done: {
                done()
            }
        }
    }

    /// Counts the sessions that are where they should be; the others are absent.
    ///
    /// - Parameter expected: How many should be.
    /// - Returns: How many are.
    func roll(of expected: Int) async -> Int {
        let present = await gather { crew in crew.sessions.count { $0.isPresent } }.reduce(0, +)
        await gather { crew in
            if crew.number == 0 { crew.meter.count(.absent, max(0, expected - present)) }
        }
        return present
    }

    /// Makes the group or channel of the run, on the first share, and tells the others its name.
    ///
    /// - Parameter isChannel: Whether most only read.
    /// - Returns: The name, as the owner calls it.
    /// - Throws: `notPrepared`.
    func makeTopic(isChannel: Bool = false) async throws(LoadFailure) -> String {
        var name = plan.users?.topic
        if name == nil, plan.share.isFirst { name = await newTopic(isChannel: isChannel) }
        if let name = await agree("topic", name) { return name }
        throw await notPrepared("the \(isChannel ? "channel" : "group") could not be made")
    }

    private func newTopic(isChannel: Bool) async -> String? {
        let name = Box<String>()
        let size = plan.payload
        await phase { crew, done in
            guard crew.number == 0 else { return done() }
            let owner = LightSession(number: -1, crew: crew)
            crew.owner = owner
            owner.enter(.basic) { isIn in
                guard isIn else { return done() }
                owner.makeGroup(isChannel: isChannel) { topic in
                    name.value = topic
                    // Readers cannot publish: a channel's owner does.
                    if isChannel, let topic { owner.publishes(to: topic, size: size) } else { owner.close() }
                    done()
                }
            }
        }
        return name.value
    }

    // MARK: Going

    /// Deletes what the run has made, unless it is to stay, and writes down who it was where that is wanted.
    ///
    /// - Parameter topic: The topic that the users are members of.
    /// - Returns: How many users should be gone and are not.
    /// - Throws: `notPrepared` when the users cannot be written down.
    func leave(topic: String? = nil) async throws(LoadFailure) -> Int {
        await meet("over", isLast: true)
        if let destination = plan.usersDestination {
            let known = await gather { crew in
                crew.sessions.compactMap { session in session.user.map { (session.number, $0) } }
            }
            let users = known.flatMap { $0 }.sorted { $0.0 < $1.0 }.map(\.1)
            let owner = await gather { $0.owner?.user }.compactMap { $0 }.first ?? plan.users?.owner
            try UserFile(users: users, topic: topic, owner: owner).write(to: destination)
        }
        let keepsTopic = plan.keeps || (plan.usersDestination != nil && topic != nil)
        // The owner first: with the topic gone, its members are soon deleted.
        await phase(isLast: true) { crew, done in
            guard !keepsTopic, let owner = crew.owner, owner.user != nil else { return done() }
            owner.enter(.basic) { isIn in isIn ? owner.deleteAccount(done) : done() }
        }
        guard plan.removesUsers else { return 0 }
        let width = share(of: plan.width)
        await phase(isLast: true) { crew, done in
            crew.whenGone = nil
            crew.each(crew.sessions.count, width: width) { index, next in
                let session = crew.sessions[index]
                guard session.user != nil else { return next() }
                session.isPresent = false
                session.enter { isIn in
                    crew.noteEntering(isIn)
                    isIn ? session.deleteAccount(next) : next()
                }
            } done: {
                done()
            }
        }
        return await gather { crew in crew.sessions.count { $0.user != nil } }.reduce(0, +)
    }

    /// What each crew does at once of what the process does at once.
    func share(of width: Int) -> Int {
        max(1, width / crews.count)
    }

    /// Why a run cannot go on, with what the server has said most often.
    func notPrepared(_ what: String) async -> LoadFailure {
        let refusals = await gather { $0.meter.refusals }.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
        let reasons = refusals.sorted { $0.value > $1.value }.prefix(3).map { "\($0.key) (\($0.value) times)" }
        return .notPrepared(reasons.isEmpty ? what : "\(what): \(reasons.joined(separator: ", "))")
    }
}
