import Chat
import Contracts

/// After deliveries may have been lost: what lacks is repaired, and who may no longer be there is put out.
extension Shard {
    /// Topics, or users in them, that are asked about at once.
    private static let page = 1000

    /// Looks for what was missed; false when not all of it could be asked for.
    func catchUp() async -> Bool {
        let isCurrent = await catchUpMessages()
        let isAllowed = await catchUpAccess()
        return isCurrent && isAllowed
    }

    /// Compares the heads of the topics here with what was delivered.
    private func catchUpMessages() async -> Bool {
        let topics = topics.values.filter { !$0.attachments.isEmpty }.map(\.id)
        for start in stride(from: 0, to: topics.count, by: Self.page) {
            let page = topics[start..<min(start + Self.page, topics.count)]
            let request = GetStatesRequest(topics: page.map(\.description))
            guard let reply = try? await node.services.message.getStates(request) else { return false }
            for state in reply.states {
                guard let topic = TopicID(state.topic) else { continue }
                if let hole = self.topics[topic]?.order.learn(head: state.sequence) {
                    repair(hole, in: topic)
                }
            }
        }
        return true
    }

    /// Compares the access of all who are attached with what the group service says.
    private func catchUpAccess() async -> Bool {
        let questions = topics.values.flatMap { topic in
            Set(topic.attachments.map(\.user)).map { Standing(topic: "\(topic.id)", user: $0.rawValue) }
        }
        for start in stride(from: 0, to: questions.count, by: Self.page) {
            let page = Array(questions[start..<min(start + Self.page, questions.count)])
            guard let reply = try? await node.services.group.authorize(AuthorizeRequest(questions: page)),
                reply.standings.count == page.count
            else { return false }
            for (question, standing) in zip(page, reply.standings) {
                guard let topic = TopicID(question.topic), let user = UserID(rawValue: question.user) else { continue }
                await apply(standing, to: user, in: topic)
            }
        }
        return true
    }

    private func apply(_ standing: Standing, to user: UserID, in topic: TopicID) async {
        topics[topic]?.outdateArrivals { $0.user == user }
        let access = standing.isSubscribed ? standing.access.map(Access.init) : nil
        await updateAttachments(of: user, in: topic, to: access)
    }
}
