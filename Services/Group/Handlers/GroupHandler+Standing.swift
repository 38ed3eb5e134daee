import Chat
import Contracts
import RPC
import Storage

extension GroupHandler {
    /// The most questions in one call.
    private static let questions = 1024
    /// The most members in one page of an audience.
    private static let audiencePage = 10_000

    func authorize(_ request: AuthorizeRequest, _ context: CallContext) async throws -> AuthorizeReply {
        guard request.questions.count <= Self.questions else { throw RPCStatus.malformed("too many questions") }
        let asked = request.questions.map { question in
            TopicID(question.topic).flatMap { topic in
                UserID(rawValue: question.user).map { StandingQuestion(topic: topic, user: $0) }
            }
        }
        var found = try await store.standings(asked.compactMap(\.self)).makeIterator()
        let standings = zip(request.questions, asked).map { question, readable in
            var answer = Standing(topic: question.topic, user: question.user)
            guard let topic = readable?.topic, let standing = found.next() else { return answer }
            answer.kind = topic.kind(isChannel: standing.isChannel)
            // Reports may be written before anybody has read one.
            answer.exists = standing.exists || topic == .system
            answer.isSubscribed = standing.access != nil
            answer.isReader = standing.isReader
            answer.access = standing.access.map { AccessPair($0) }
            return answer
        }
        return AuthorizeReply(standings: standings)
    }

    func audience(_ request: AudienceRequest, _ context: CallContext) async throws -> AudienceReply {
        let topic = try topicID(request.topic)
        let page = try await store.audience(
            of: topic, after: UserID(rawValue: request.after),
            limit: pageSize(request.limit, atMost: Self.audiencePage), onlyAdministrators: request.onlyAdministrators)
        return AudienceReply(
            members: page.members.items.map {
                AudienceMember(user: $0.user.rawValue, mode: $0.mode.mask, isReader: $0.isReader)
            },
            hasMore: page.members.hasMore, kind: topic.kind(isChannel: page.isChannel))
    }
}
