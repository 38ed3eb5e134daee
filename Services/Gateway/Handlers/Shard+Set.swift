import Chat
import Contracts
import JSON

extension Shard {
    /// `set`: one reply for each part that is set.
    func set(_ command: SetCommand, as actor: Actor, in session: Session) async throws {
        let name = try topicName(command.topic)
        let changes = command.changes
        guard !changes.isEmpty else { throw Refusal(.malformed) }
        switch name {
        case .find:
            guard session.isOnFind else { throw Refusal(.attachFirst) }
            await setFind(changes, id: command.id, answers: true, actor, in: session)
        case .new: throw Refusal(.topicNotFound)
        case .me:
            guard session.isOnMe(of: actor.user) else { throw Refusal(.attachFirst) }
            await setMe(changes, id: command.id, answers: true, actor, in: session)
        default:
            let topic = try topic(name, for: actor)
            let isAttached = isAttached(session, to: topic, as: actor)
            guard isAttached || changes.isOwn else { throw Refusal(.permissionDenied) }
            let part = MetaReply(id: command.id, topic: command.topic, session: session)
            if let description = changes.description {
                await perform(part) { try await setDescription(description, of: topic, actor, part) }
            }
            if let access = changes.access {
                await perform(part) { try await setAccess(access, in: topic, name, actor, part) }
            }
            if let tags = changes.tags {
                await perform(part) { try await setTags(tags, of: topic, actor, part) }
            }
            if changes.credential != nil {
                await perform(part) { throw Refusal(.notAllowed) }
            }
            if let auxiliary = changes.auxiliary {
                await perform(part) { confirm(try await setAuxiliary(auxiliary, of: topic, actor), part) }
            }
            if let reaction = changes.reaction {
                await perform(part) { try await setReaction(reaction, in: topic, name, actor, part) }
            }
        }
    }

    private func setDescription(
        _ part: DescriptionPart, of topic: TopicID, _ actor: Actor, _ meta: MetaReply
    ) async throws {
        let current =
            part.defaultAccess == nil
            ? nil
            : try await node.services.group.getTopic(
                GetTopicRequest(topic: "\(topic)"), as: actor
            ).defaultAccess.map(DefaultAccess.init)
        let request = UpdateTopicRequest(
            topic: "\(topic)", publicJSON: part.publicJSON?.bytes ?? [], trustedJSON: part.trustedJSON?.bytes ?? [],
            privateJSON: part.privateJSON?.bytes ?? [],
            defaultAccess: try defaultAccess(
                part, over: current ?? DefaultAccess(authenticated: AccessMode.Default.group, anonymous: .none)))
        let group = node.services.group
        let reply = try await withFiles(of: part, in: "\(topic)") {
            try await group.updateTopic(request, as: actor)
        }
        settlePicture(after: part, of: "\(topic)") {
            try await group.getTopic(GetTopicRequest(topic: "\(topic)"), as: actor).publicJSON
        }
        confirm(reply.changed, meta)
        if reply.changed { await tellPlugins(ofChanged: topic, actor) }
    }

    private func setAccess(
        _ part: AccessPart, in topic: TopicID, _ name: TopicName, _ actor: Actor, _ meta: MetaReply
    ) async throws {
        let target = try part.user?.said.map(userID)
        if let mode = part.mode, !mode.isEmpty, AccessMode(mode) == nil { throw Refusal(.malformed) }
        let other = target == actor.user ? nil : target
        let outcome = try await node.services.group.setAccess(
            SetAccessRequest(topic: "\(topic)", user: other?.rawValue ?? 0, mode: part.mode ?? ""), as: actor)
        tellPlugins(.update, subscriptionOf: target ?? actor.user, to: topic, outcome.access.map(Access.init))
        var parameters = outcome.access.map { [ControlParameter.access(Access($0))] } ?? []
        if let target {
            parameters.append(ControlParameter("user", .string("\(target)")))
        }
        reply(.ok, parameters, to: meta.id, topic: meta.topic, in: meta.session)
    }

    private func setTags(_ tags: [String], of topic: TopicID, _ actor: Actor, _ meta: MetaReply) async throws {
        let outcome = try await node.services.group.setTags(
            TopicTagsRequest(topic: "\(topic)", tags: tags), as: actor)
        confirm(added: outcome.added, removed: outcome.removed, meta)
    }

    private func setAuxiliary(_ auxiliary: RawJSON, of topic: TopicID, _ actor: Actor) async throws -> Bool {
        try await node.services.group.setAuxiliary(
            SetAuxiliaryRequest(topic: "\(topic)", auxiliaryJSON: auxiliary.bytes), as: actor
        ).changed
    }

    /// Sets parts of `me`; says nothing of what went well when it came with another request.
    func setMe(_ changes: SetPart, id: String?, answers: Bool, _ actor: Actor, in session: Session) async {
        let part = MetaReply(id: id, topic: "me", session: session)
        let user = actor.user.rawValue
        if changes.access != nil || changes.auxiliary != nil || changes.reaction != nil {
            await perform(part) { throw Refusal(.notAllowed) }
        }
        if let description = changes.description {
            await perform(part) {
                let isChanged = try await setDescription(description, of: actor)
                if answers { confirm(isChanged, part) }
                if isChanged { await tellPlugins(ofChanged: actor.user, actor) }
            }
        }
        if let tags = changes.tags {
            await perform(part) {
                let outcome = try await node.services.auth.setTags(
                    AccountTagsRequest(user: user, tags: tags), as: actor)
                if answers { confirm(added: outcome.added, removed: outcome.removed, part) }
                if outcome.added + outcome.removed > 0 { await tellPlugins(ofChanged: actor.user, actor) }
            }
        }
        if let credential = changes.credential {
            await perform(part) {
                _ = try await node.services.auth.setCredential(
                    SetCredentialRequest(
                        user: user, credential: try Credential(credential), language: session.language),
                    as: actor)
                if answers { confirm(true, part) }
            }
        }
    }

    private func setDescription(_ part: DescriptionPart, of actor: Actor) async throws -> Bool {
        let user = actor.user.rawValue
        let account = try await account(of: actor)
        let current =
            account.defaultAccess.map(DefaultAccess.init)
            ?? DefaultAccess(authenticated: AccessMode.Default.account, anonymous: .none)
        let request = UpdateAccountRequest(
            user: user, publicJSON: part.publicJSON?.bytes ?? [], trustedJSON: part.trustedJSON?.bytes ?? [],
            privateJSON: part.privateJSON?.bytes ?? [], defaultAccess: try defaultAccess(part, over: current))
        let auth = node.services.auth
        let reply = try await withFiles(of: part, in: "\(actor.user)") {
            try await auth.updateAccount(request, as: actor)
        }
        settlePicture(after: part, of: "\(actor.user)") {
            try await auth.getAccount(GetAccountRequest(user: user), as: actor).publicJSON
        }
        return reply.changed
    }

    /// Sets what came with `sub` and was not part of joining.
    func setInline(_ changes: SetPart, in place: Place, _ actor: Actor, _ part: MetaReply) async {
        if let auxiliary = changes.auxiliary {
            await perform(part) { _ = try await setAuxiliary(auxiliary, of: place.topic, actor) }
        }
        if let reaction = changes.reaction {
            await perform(part) { try await react(reaction, in: place.topic, place.name, actor) }
        }
    }

    func confirm(_ changed: Bool, _ meta: MetaReply) {
        reply(changed ? .ok : .notModified, to: meta.id, topic: meta.topic, in: meta.session)
    }

    private func confirm(added: Int32, removed: Int32, _ meta: MetaReply) {
        guard added + removed > 0 else { return confirm(false, meta) }
        let parameters = [("added", added), ("removed", removed)].filter { $0.1 > 0 }
        reply(
            .ok, parameters.map { ControlParameter($0.0, .int(Int64($0.1))) }, to: meta.id, topic: meta.topic,
            in: meta.session)
    }
}

extension SetPart {
    /// Whether it sets nothing.
    var isEmpty: Bool {
        description == nil && access == nil && tags == nil && credential == nil && auxiliary == nil
            && reaction == nil
    }

    /// Whether it sets only what is the user's own and needs no attachment: private notes, and the access wanted.
    var isOwn: Bool {
        guard tags == nil, credential == nil, auxiliary == nil, reaction == nil, access?.user == nil else {
            return false
        }
        guard let description else { return true }
        return description.publicJSON == nil && description.trustedJSON == nil && description.defaultAccess == nil
    }
}
