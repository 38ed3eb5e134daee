import Chat
import Contracts
import JSON
import NIOCore

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
        // The protocol's protobuf has no words for the answer.
        guard !part.session.connection.value.speaksGRPC else { throw Refusal(.notImplemented) }
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
        for attachment in topics[topic]?.attachments ?? []
        where attachment.session.name != event.originSession && attachment.hearsPresence
            && attachment.access.mode.contains(.read)
        {
            let name = attachment.session.attachments[topic] ?? topic.name(for: attachment.user)
            // Readers of a channel see no names.
            send(
                PresenceMessage(change, topic: "\(name)", source: attachment.isReader ? nil : actor),
                to: attachment.session)
        }
        tellOnMe(change, in: topic, event, recipients)
    }

    /// Tells of a reaction those who are not looking at the topic.
    func tellOnMe(
        _ change: MessageReacted, in topic: TopicID, _ event: Event, _ recipients: [Recipient]
    ) {
        let actor = UserID(rawValue: event.actor)?.description
        let readers = recipients.filter { AccessMode(mask: $0.mode).isSuperset(of: [.read, .presence]) }
        eachAway(from: topic, readers, except: event.originSession) { session, recipient, name in
            var message = PresenceMessage(change, topic: "me", source: name)
            message.actor = recipient.isReader ? nil : actor
            send(message, to: session)
        }
    }
}

extension PresenceMessage {
    /// Tells of a reaction.
    fileprivate init(_ change: MessageReacted, topic: String, source: String?) {
        self.init(topic: topic, source: source, what: "react", sequence: change.sequence)
        reactionID = change.reactionID
        value = change.value
    }
}
