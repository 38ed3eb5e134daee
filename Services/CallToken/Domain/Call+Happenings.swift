import Chat

/// What happens to a call.
///
/// Each returns whom to tell, or nil for what makes no sense and changes nothing.
extension Call {
    /// The first message has its place; the call rings until `timeout` milliseconds from now.
    package mutating func place(at sequence: Int64, now: Int64, timeout: Int64) -> [CallNotice]? {
        guard stage == .placing, sequence > 0 else { return nil }
        self.sequence = sequence
        stage = .ringing
        due = now + timeout
        return isAbandoned ? end(.disconnected, by: nil, now: now) : []
    }

    /// A client says something.
    ///
    /// - Parameters:
    ///   - event: What it says.
    ///   - payload: JSON, or empty; passed on unseen.
    ///   - party: Who says it, and with which session.
    ///   - now: Milliseconds since 1970.
    /// - Returns: Whom to tell.
    package mutating func take(
        _ event: CallEvent, _ payload: [UInt8] = [], from party: CallParty, now: Int64
    ) -> [CallNotice]? {
        switch event {
        case .ringing:
            guard stage == .ringing, party.user == callee.user else { return nil }
            return [CallNotice(event: event, from: party.user, audience: .session(caller))]
        case .accept:
            guard stage == .ringing, party.user == callee.user else { return nil }
            return accept(with: party, now: now)
        case .offer, .answer, .candidate:
            guard stage == .accepted, let peer = peer(of: party) else { return nil }
            return [CallNotice(event: event, from: party.user, payload: payload, audience: .session(peer))]
        case .hangUp:
            return hangUp(party, now: now)
        }
    }

    /// A session has left the topic, or is gone.
    package mutating func leave(_ session: String, now: Int64) -> [CallNotice]? {
        guard session == caller.session || session == callee.session, !session.isEmpty else { return nil }
        switch stage {
        case .placing:
            guard !isAbandoned else { return nil }
            isAbandoned = true
            return []
        case .ringing, .accepted:
            return end(.disconnected, by: nil, now: now)
        case .ended:
            return nil
        }
    }

    /// Its time has come: nobody has accepted it, a message has to be tried again, or it has gone on for too long.
    ///
    /// Whether there is a first message at all, a call that is being placed does not know: see
    /// ``place(at:now:timeout:)``.
    package mutating func expire(now: Int64) -> [CallNotice]? {
        guard due <= now else { return nil }
        switch stage {
        case .placing:
            return nil
        case .ringing:
            return end(.missed, by: nil, now: now)
        case .accepted where now - acceptedAt >= Self.longestTime:
            return end(.disconnected, by: nil, now: now)
        case .accepted, .ended:
            due = now + Self.retryTime
            return []
        }
    }

    /// The message of the acceptance is on its way.
    package mutating func acceptanceIsTold() -> [CallNotice]? {
        guard acceptedAt > 0, !isAcceptanceTold else { return nil }
        isAcceptanceTold = true
        if stage == .accepted { due = acceptedAt + Self.longestTime }
        return []
    }

    private mutating func accept(with party: CallParty, now: Int64) -> [CallNotice] {
        stage = .accepted
        callee = party
        acceptedAt = now
        due = now + Self.retryTime
        return [
            CallNotice(event: .accept, from: party.user, audience: .session(caller)),
            CallNotice(event: .accept, from: party.user, audience: .others(of: party.user, except: party.session)),
        ]
    }

    /// Before the acceptance any session of the callee's may decline, but only the caller's own gives up; after it,
    /// only the two that talk may end it.
    private mutating func hangUp(_ party: CallParty, now: Int64) -> [CallNotice]? {
        switch stage {
        case .ringing where party.user == callee.user:
            return end(.declined, by: party.user, now: now)
        case .ringing where party.session == caller.session && party.user == caller.user:
            return end(.missed, by: party.user, now: now)
        case .accepted where peer(of: party) != nil:
            return end(.finished, by: party.user, now: now)
        default:
            return nil
        }
    }

    private mutating func end(_ ending: CallEnding, by user: UserID?, now: Int64) -> [CallNotice] {
        stage = .ended
        self.ending = ending
        endedBy = user
        endedAt = now
        due = now + Self.retryTime
        return [CallNotice(event: .hangUp, from: user, audience: .everyone)]
    }

    /// The other one of the two who talk; nil for whoever is not one of them.
    private func peer(of party: CallParty) -> CallParty? {
        if party.user == caller.user, party.session == caller.session { return callee }
        if party.user == callee.user, party.session == callee.session { return caller }
        return nil
    }
}
