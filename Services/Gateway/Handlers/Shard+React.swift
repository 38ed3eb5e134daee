import Chat
import Contracts
import JSON

extension Shard {
    /// Sets or withdraws a reaction.
    func setReaction(_ part: ReactionPart, in place: TopicID, _ name: TopicName, _ actor: Actor, _ meta: MetaReply)
        async throws
    {
        let reply = try await react(part, in: place, name, actor)
        guard reply.changed else { return confirm(false, meta) }
        let parameters = [
            ControlParameter("mrrid", .int(reply.reactionID)), ControlParameter("seq", .int(part.sequence)),
        ]
        self.reply(.ok, parameters, to: meta.id, topic: meta.topic, in: meta.session)
    }

    /// The same for what came with another request, which says nothing of what went well.
    @discardableResult
    func react(
        _ part: ReactionPart, in topic: TopicID, _ name: TopicName, _ actor: Actor
    ) async throws -> ReactReply {
        try await node.services.message.react(
            ReactRequest(
                topic: "\(topic)", sequence: part.sequence, value: part.value, asReader: name.isReader),
            as: actor)
    }

    /// Answers `get react`: messages whose reactions changed, each with all there are of them now.
    func sendReactions(
        of place: Place, _ options: QueryOptions?, _ actor: Actor, _ part: MetaReply
    ) async throws {
        let reply = try await node.services.message.getReactions(
            GetReactionsRequest(
                topic: "\(place.topic)", since: options?.since ?? 0, before: options?.before ?? 0,
                limit: try options.limit(atMost: Limits.historyPage),
                ranges: options?.ranges.map(SequenceRange.init) ?? [], asReader: place.name.isReader),
            as: actor)
        reply.messages.isEmpty ? sendNone("react", part) : send(part) { $0.reactions = reply.messages }
    }

    /// Tells of a reaction: those attached to the topic, and on `me` those who are not.
    func tell(
        _ change: MessageReacted, in topic: TopicID, _ event: Event, _ recipients: [Recipient]
    ) {
        let actor = UserID(rawValue: event.actor)?.description
        func presence(topic: String, source: String?, actor: String?) -> PresenceMessage {
            var message = PresenceMessage(topic: topic, source: source, what: "react", sequence: change.sequence)
            message.reactionID = change.reactionID
            message.value = change.value
            message.actor = actor
            return message
        }
        for attachment in topics[topic]?.attachments ?? []
        where attachment.session.name != event.originSession && attachment.hearsPresence
            && attachment.access.mode.contains(.read)
        {
            let name = attachment.session.attachments[topic] ?? topic.name(for: attachment.user)
            // Readers of a channel see no names.
            send(
                presence(topic: "\(name)", source: attachment.isReader ? nil : actor, actor: nil),
                to: attachment.session)
        }
        for recipient in recipients
        where AccessMode(mask: recipient.mode).isSuperset(of: [.read, .presence]) {
            guard let user = UserID(rawValue: recipient.user) else { continue }
            let name = topic.name(for: user, asReader: recipient.isReader)
            for session in online[user] ?? []
            where session.attachments[topic] == nil && session.name != event.originSession {
                send(
                    presence(topic: "me", source: "\(name)", actor: recipient.isReader ? nil : actor), to: session)
            }
        }
    }
}
