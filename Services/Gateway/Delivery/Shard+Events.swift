import Chat
import Contracts
import JSON
import NIOCore

extension Shard {
    /// Applies what happened to a topic or an account, and tells the sessions that are to know.
    ///
    /// Waits for nobody: the router waits for it, and other topics wait for the router.
    func apply(_ event: Event, _ recipients: [Recipient]) {
        if let closed = event.accountClosed {
            if let user = UserID(rawValue: closed.user) { closings.note(user) }
            // The session that closed the account gets its answer first, and ends itself.
            for session in sessions.values
            where session.user?.rawValue == closed.user && session.name != event.originSession {
                end(session)
            }
        } else if let changed = event.accountChanged {
            tell(changed, event, recipients)
        } else if let topic = TopicID(event.topic) {
            if let change = event.accessChanged {
                apply(change, in: topic, event, recipients)
            } else if let change = event.topicChanged {
                tell(change, in: topic, event, recipients)
            } else if event.topicDeleted != nil {
                end(topic, event, recipients)
            } else if let deletion = event.messagesDeleted {
                tell(deletion, in: topic, event, recipients)
            } else if let change = event.messageReacted {
                tell(change, in: topic, event, recipients)
            }
        }
    }

    // MARK: Access

    private func apply(_ changed: AccessChanged, in topic: TopicID, _ event: Event, _ recipients: [Recipient]) {
        guard let target = UserID(rawValue: changed.user) else { return }
        let change = PresenceRules.Change(
            target: target, actor: UserID(rawValue: event.actor), old: changed.old.map(Access.init),
            new: changed.new.map(Access.init), isReader: changed.isReader)
        let attachedBefore = Set((topics[topic]?.attachments ?? []).map(\.session.id))
        var toTarget = Announcement { PresenceRules.toTarget(of: change, onTopic: $0).map(ServerMessage.presence) }
        var toOthers = Announcement { name in
            PresenceRules.toOthers(than: change, onTopic: name, isP2P: topic.isP2P).map(ServerMessage.presence)
        }
        for attachment in topics[topic]?.attachments ?? [] where attachment.session.name != event.originSession {
            let name = attachment.session.attachments[topic] ?? topic.name(for: attachment.user)
            if attachment.user == target {
                send(toTarget.messages(for: name), to: attachment.session)
            } else if PresenceRules.hearsOfOthers(attachment.access.mode) {
                send(toOthers.messages(for: name), to: attachment.session)
            }
        }
        topics[topic]?.outdateArrivals { $0.user == target && $0.session != event.originSession }
        updateAttachments(of: target, in: topic, to: change.new, by: event.originSession)
        for recipient in recipients {
            guard let user = UserID(rawValue: recipient.user) else { continue }
            for session in online[user] ?? [] {
                for message in PresenceRules.onMe(
                    change, topic: topic.name(for: user, asReader: recipient.isReader), user: user,
                    mode: AccessMode(mask: recipient.mode), isAttached: attachedBefore.contains(session.id),
                    isOrigin: session.name == event.originSession)
                {
                    send(message, to: session)
                }
            }
        }
    }

    /// Sets the access of a user's attachments; those who may no longer be there are put out.
    ///
    /// - `access`: what the user may do now; nil ends the subscription.
    /// - `origin`: the session that changed it. One that left by itself is left alone: it detaches when it has its answer.
    func updateAttachments(of user: UserID, in topic: TopicID, to access: Access?, by origin: String? = nil) {
        var leaving: [Session] = []
        for attachment in topics[topic]?.attachments ?? [] where attachment.user == user {
            if let access, access.mode.contains(.join) {
                if let place = topics[topic]?.index(of: attachment.session) {
                    topics[topic]?.attachments[place].access = access
                }
            } else if access != nil || attachment.session.name != origin {
                leaving.append(attachment.session)
            }
        }
        evict(leaving, from: topic, endsSubscription: access == nil)
    }

    /// Puts sessions out of a topic.
    private func evict(_ sessions: [Session], from topic: TopicID, endsSubscription: Bool) {
        let departures = sessions.compactMap { session -> Departure? in
            guard let name = session.attachments[topic] else { return nil }
            reply(
                .evicted, [ControlParameter("unsub", .bool(endsSubscription))], to: nil, topic: "\(name)",
                in: session)
            return takeOut(session, from: topic)
        }
        guard !departures.isEmpty else { return }
        node.work.submit { [self] in
            for departure in departures { await tell(departure, isQuiet: true) }
        }
    }

    // MARK: Topics

    private func tell(_ change: TopicChanged, in topic: TopicID, _ event: Event, _ recipients: [Recipient]) {
        if change.auxiliary || change.tags {
            let what = change.auxiliary ? "aux" : "tags"
            for attachment in topics[topic]?.attachments ?? []
            where attachment.session.name != event.originSession && !attachment.isReader && attachment.hearsPresence {
                let name = attachment.session.attachments[topic] ?? topic.name(for: attachment.user)
                send(PresenceMessage(topic: "\(name)", what: what), to: attachment.session)
            }
        }
        guard change.description || change.privateOf != 0 else { return }
        tellOnMe(
            of: topic, what: "upd", except: event.originSession,
            recipients.filter { change.privateOf == 0 || change.privateOf == $0.user })
    }

    private func end(_ topic: TopicID, _ event: Event, _ recipients: [Recipient]) {
        topics[topic]?.outdateArrivals()
        topics[topic]?.isDeleted = true
        let sessions = (topics[topic]?.attachments ?? []).map(\.session).filter { $0.name != event.originSession }
        evict(sessions, from: topic, endsSubscription: true)
        tellOnMe(of: topic, what: "gone", except: nil, recipients)
    }

    private func tell(
        _ deletion: MessagesDeleted, in topic: TopicID, _ event: Event, _ recipients: [Recipient]
    ) {
        let actor = UserID(rawValue: event.actor)
        for attachment in topics[topic]?.attachments ?? [] where attachment.session.name != event.originSession {
            guard attachment.hearsPresence, deletion.user == 0 || deletion.user == attachment.user.rawValue else {
                continue
            }
            let name = attachment.session.attachments[topic] ?? topic.name(for: attachment.user)
            send(
                PresenceMessage(
                    topic: "\(name)", source: actor?.description, what: "del", clear: deletion.deleteID,
                    deleted: deletion.ranges.map(SequenceRangePart.init)),
                to: attachment.session)
        }
        tellOnMe(deletion, in: topic, event, recipients)
    }

    /// Tells of a deletion those who are not looking at the topic.
    func tellOnMe(
        _ deletion: MessagesDeleted, in topic: TopicID, _ event: Event, _ recipients: [Recipient]
    ) {
        let concerned = deletion.user == 0 ? recipients : recipients.filter { $0.user == deletion.user }
        eachAway(from: topic, concerned, except: event.originSession) { session, _, name in
            send(PresenceMessage(topic: "me", source: name, what: "del", clear: deletion.deleteID), to: session)
        }
    }

    // MARK: Accounts

    /// Puts a session out of the server.
    func end(_ session: Session) {
        reply(.evicted, to: nil, in: session)
        session.connection.value.close(.normal)
    }

    private func tell(_ changed: AccountChanged, _ event: Event, _ recipients: [Recipient]) {
        guard let user = UserID(rawValue: changed.user) else { return }
        for session in online[user] ?? [] where session.name != event.originSession {
            send(PresenceMessage(topic: "me", source: "me", what: changed.tags ? "tags" : "upd"), to: session)
        }
        guard changed.description else { return }
        for recipient in recipients where recipient.user != changed.user {
            for session in UserID(rawValue: recipient.user).flatMap({ online[$0] }) ?? [] {
                send(PresenceMessage(topic: "me", source: "\(user)", what: "upd"), to: session)
            }
        }
    }

    func tell(
        _ recipient: Recipient, in topic: TopicID, except origin: String?, _ make: (TopicName) -> PresenceMessage
    ) {
        guard let user = UserID(rawValue: recipient.user) else { return }
        for session in online[user] ?? [] where session.name != origin {
            send(make(topic.name(for: user, asReader: recipient.isReader)), to: session)
        }
    }
}
