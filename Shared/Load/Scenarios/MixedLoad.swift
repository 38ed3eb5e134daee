/// A day of chat: pairs and groups, typing, receipts, history, people who come and go.
package struct MixedLoad: Sendable {
    /// The scenario's name.
    package static let name = "mixed"

    /// Users in all shares.
    package var users: Int
    /// Members of each group; even.
    package var groupSize: Int
    /// What each of them does.
    package var rates: MixedRates

    /// Describes the load.
    package init(users: Int, groupSize: Int, rates: MixedRates) {
        self.users = users
        self.groupSize = groupSize
        self.rates = rates
    }

    /// Runs it.
    ///
    /// - Throws: `unusable`, `unreachable`, `notPermitted`, `notPrepared`.
    package func run(
        _ plan: LoadPlan, settings: [String: String], interruption: Interruption
    ) async throws(LoadFailure) -> LoadResult {
        guard users > 1, groupSize > 1, groupSize % 2 == 0, rates.isUsable else {
            throw .unusable("there have to be two users, groups of an even size, and rates above 0")
        }
        let local = plan.share.part(of: users / 2) * 2
        return try await LoadRun.conduct(plan, connections: local, interruption) { run throws(LoadFailure) in
            await run.enlist(local, unit: groupSize)
            try await settle(run)
            _ = await run.roll(of: local)
            let measured = await run.measure { crew, window in
                MixedDay(crew: crew, rates: rates).begin(window)
            }
            var result = await run.result(Self.name, measured, settings: settings)
            result.leftBehind = try await run.leave()
            return result
        }
    }

    /// Brings everybody in, and makes and fills the conversations.
    private func settle(_ run: LoadRun) async throws(LoadFailure) {
        let size = groupSize
        // Only who has a password may make a group.
        try await run.enter { $0.number % size == 0 ? .basic : .anonymous }
        await run.attach { _ in .me }
        for side in 0...1 {
            await run.attach { session in
                guard session.number % 2 == side else { return nil }
                let peer = session.crew.sessions[session.place ^ 1].user
                return peer.map { session.conversation($0.id, key: session.number / 2 * 2) }
            }
        }
        await makeGroups(run)
        await run.attach { session in
            let leader = session.crew.sessions[session.place - session.number % size]
            guard session !== leader, leader.topics.count > 2 else { return nil }
            return session.conversation(leader.topics[2].name, key: session.number / size * 2 + 1)
        }
    }

    private func makeGroups(_ run: LoadRun) async {
        let (size, width) = (groupSize, run.share(of: run.plan.width))
        await run.phase { crew, done in
            crew.each(crew.sessions.count, width: width) { index, next in
                let session = crew.sessions[index]
                guard session.number % size == 0, session.stage == .open else { return next() }
                session.makeGroup { name in
                    if let name {
                        session.topics.append(session.conversation(name, key: session.number / size * 2 + 1))
                    }
                    next()
                }
            } done: {
                done()
            }
        }
    }
}

extension LightSession {
    /// A topic that the session writes to, and hears all of.
    fileprivate func conversation(_ name: String, key: Int) -> AttachedTopic {
        AttachedTopic(name, key: key, template: PublishTemplate(topic: name, run: crew.run, size: 120, noEcho: false))
    }
}
