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
        for topic in topics.values { topic.outdateArrivals() }
        let attached = topics.values.filter { !$0.attachments.isEmpty }
        let heads = await heads(of: attached.map(\.id))
        let suspects = await differing(
            among: attached.flatMap { topic in
                Set(topic.attachments.map(\.user)).map { Standing(topic: "\(topic.id)", user: $0.rawValue) }
            })
        let isBehind = heads.found.contains { topic, head in (topics[topic]?.order.last ?? head) < head }
        if isBehind || !suspects.found.isEmpty {
            try? await Task.sleep(for: Self.onTheWay)
        }
        // First of all, so that nobody gets from history what came after a ban.
        let isSettled = await settle(suspects.found)
        for (topic, head) in heads.found {
            if let hole = topics[topic]?.order.learn(head: head) { repair(hole, in: topic) }
        }
        return heads.isComplete && suspects.isComplete && isSettled
    }

    /// The heads of topics, as far as they could be asked for.
    private func heads(of topics: [TopicID]) async -> (found: [(TopicID, Int64)], isComplete: Bool) {
        var found: [(TopicID, Int64)] = []
        for page in topics.pages(of: Self.page) {
            let request = GetStatesRequest(topics: page.map(\.description))
            guard let reply = try? await node.services.message.getStates(request) else { return (found, false) }
            found += reply.states.compactMap { state in TopicID(state.topic).map { ($0, state.sequence) } }
        }
        return (found, true)
    }

    /// Gives those who still stand otherwise than is known here the access that they have; false when not all of them
    /// could be asked about.
    private func settle(_ suspects: [Standing]) async -> Bool {
        var isComplete = true
        // Page by page, so that no answer is old when it is acted on.
        for page in suspects.pages(of: Self.page) {
            let changes = await differing(among: page)
            isComplete = isComplete && changes.isComplete
            for change in changes.found {
                guard let topic = TopicID(change.topic), let user = UserID(rawValue: change.user) else { continue }
                updateAttachments(of: user, in: topic, to: access(change))
            }
        }
        return isComplete
    }

    /// Who stands otherwise in a topic than is known here, as far as they could be asked about.
    private func differing(among questions: [Standing]) async -> (found: [Standing], isComplete: Bool) {
        var found: [Standing] = []
        for page in questions.pages(of: Self.page) {
            guard let reply = try? await node.services.group.authorize(AuthorizeRequest(questions: page)),
                reply.standings.count == page.count
            else { return (found, false) }
            found += reply.standings.filter { differs($0) }
        }
        return (found, true)
    }

    /// Whether a user's sessions here have another access.
    private func differs(_ standing: Standing) -> Bool {
        guard let topic = TopicID(standing.topic), let user = UserID(rawValue: standing.user) else { return false }
        let access = access(standing)
        return topics[topic]?.attachments.contains { $0.user == user && $0.access != access } == true
    }

    private func access(_ standing: Standing) -> Access? {
        standing.isSubscribed ? standing.access.map(Access.init) : nil
    }
}
