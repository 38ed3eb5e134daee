/// A large group, of whose members few are there.
///
/// What counts is what those who are not there cost each message.
package struct MembersLoad: Sendable {
    /// The scenario's name.
    package static let name = "members"

    /// Members in all shares.
    package var members: Int
    /// How many of them are attached.
    package var attached: Int
    /// How many of those write.
    package var publishers: Int
    /// How fast they write.
    package var pacing: LoadPacing

    /// Describes the load.
    package init(members: Int, attached: Int, publishers: Int, pacing: LoadPacing) {
        self.members = members
        self.attached = attached
        self.publishers = publishers
        self.pacing = pacing
    }

    /// Runs it.
    ///
    /// - Throws: `unusable`, `unreachable`, `notPermitted`, `notPrepared`.
    package func run(
        _ plan: LoadPlan, settings: [String: String], interruption: Interruption
    ) async throws(LoadFailure) -> LoadResult {
        let share = plan.share
        let (local, present, writers) = (
            share.part(of: members), share.part(of: attached), share.part(of: publishers)
        )
        guard members > 0, publishers > 0, writers <= present, present <= local else {
            throw .unusable("of \(members) members, \(attached) attached and \(publishers) writing cannot be")
        }
        let connections = present + plan.width + 1
        return try await LoadRun.conduct(plan, connections: connections, interruption) { run throws(LoadFailure) in
            let areMembers = plan.users?.topic != nil
            let known = areMembers ? plan.users?.users.count ?? 0 : 0
            let name = try await run.makeTopic()
            await run.enlist(local)
            await join(run, name, size: plan.payload, present: present, writers: writers, known: known)
            let attached = await run.roll(of: present)
            guard attached > 0 || run.isInterrupted else { throw await run.notPrepared("nobody could join the group") }
            let measured = await run.measure(tracksRounds: true) { crew, window in
                let senders = crew.sessions.filter { $0.number < writers && $0.isPresent }
                crew.publish(from: senders, of: publishers, pacing, in: window)
            }
            var result = await run.result(Self.name, measured, settings: settings)
            result.audience = attached
            result.leftBehind = try await run.leave(topic: name)
            return result
        }
    }

    /// Makes everybody a member; only the first ones stay.
    private func join(
        _ run: LoadRun, _ name: String, size: Int, present: Int, writers: Int, known: Int
    ) async {
        let width = run.share(of: run.plan.width)
        await run.phase(limit: run.plan.patience * 4) { crew, done in
            crew.each(crew.sessions.count, width: width) { index, next in
                // Those who stay come last: each who joins would be announced to them.
                let session = crew.sessions[crew.sessions.count - 1 - index]
                let stays = session.number < present
                guard stays || session.number >= known else { return next() }
                session.enter { isIn in
                    crew.noteEntering(isIn)
                    guard isIn else { return next() }
                    let writes = session.number < writers
                    session.attach(to: GroupLoad.topic(name, of: session, writes: writes, size: size)) { isAttached in
                        session.isPresent = isAttached && stays
                        if !stays {
                            session.close()
                            session.topics = []
                        }
                        next()
                    }
                }
            } done: {
                done()
            }
        }
    }
}
