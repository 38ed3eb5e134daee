import Chat
import Contracts

/// After deliveries may have been lost: what lacks is repaired, and who may no longer be there is put out.
extension Shard {
    /// Topics, or users in them, that are asked about at once.
    private static let page = 1000
    /// How long deliveries may be on their way.
    private static let onTheWay = Duration.seconds(1)

    /// Looks for what was missed; false when not all of it could be asked for.
    ///
    /// What is only on its way tells more than what is found here: a session's own message from its publish is not
    /// echoed if it does not want that, and a change of access says who made it. So what differs gets some time to come.
    func catchUp() async -> Bool {
        let attached = topics.values.filter { !$0.attachments.isEmpty }
        let heads = await heads(of: attached.map(\.id))
        let suspects = await differing(
            among: attached.flatMap { topic in
                Set(topic.attachments.map(\.user)).map { Standing(topic: "\(topic.id)", user: $0.rawValue) }
            })
        let isBehind = heads?.contains { topic, head in (topics[topic]?.order.last ?? head) < head } == true
        if isBehind || suspects?.isEmpty == false {
            try? await Task.sleep(for: Self.onTheWay)
        }
        for (topic, head) in heads ?? [] {
            if let hole = topics[topic]?.order.learn(head: head) { repair(hole, in: topic) }
        }
        let isAllowed = await settle(suspects ?? [])
        return heads != nil && suspects != nil && isAllowed
    }

    /// The heads of topics; nil when not all of them could be asked for.
    private func heads(of topics: [TopicID]) async -> [(TopicID, Int64)]? {
        var heads: [(TopicID, Int64)] = []
        for start in stride(from: 0, to: topics.count, by: Self.page) {
            let page = topics[start..<min(start + Self.page, topics.count)]
            let request = GetStatesRequest(topics: page.map(\.description))
            guard let reply = try? await node.services.message.getStates(request) else { return nil }
            heads += reply.states.compactMap { state in TopicID(state.topic).map { ($0, state.sequence) } }
        }
        return heads
    }

    /// Gives those who still stand otherwise than is known here the access that they have; false when not all of them
    /// could be asked about.
    private func settle(_ suspects: [Standing]) async -> Bool {
        guard !suspects.isEmpty else { return true }
        guard let changes = await differing(among: suspects) else { return false }
        for change in changes {
            guard let topic = TopicID(change.topic), let user = UserID(rawValue: change.user) else { continue }
            await updateAttachments(of: user, in: topic, to: access(change))
        }
        return true
    }

    /// Who stands otherwise in a topic than is known here; nil when not all of them could be asked about.
    private func differing(among questions: [Standing]) async -> [Standing]? {
        var found: [Standing] = []
        for start in stride(from: 0, to: questions.count, by: Self.page) {
            let page = Array(questions[start..<min(start + Self.page, questions.count)])
            guard let reply = try? await node.services.group.authorize(AuthorizeRequest(questions: page)),
                reply.standings.count == page.count
            else { return nil }
            found += zip(page, reply.standings).compactMap { question, answer in
                var standing = answer
                (standing.topic, standing.user) = (question.topic, question.user)
                return differs(standing) ? standing : nil
            }
        }
        return found
    }

    /// Whether somebody's sessions here have another access; those about to attach ask anew.
    private func differs(_ standing: Standing) -> Bool {
        guard let topic = TopicID(standing.topic), let user = UserID(rawValue: standing.user) else { return false }
        topics[topic]?.outdateArrivals { $0.user == user }
        let access = access(standing)
        return topics[topic]?.attachments.contains { $0.user == user && $0.access != access } == true
    }

    private func access(_ standing: Standing) -> Access? {
        standing.isSubscribed ? standing.access.map(Access.init) : nil
    }
}
