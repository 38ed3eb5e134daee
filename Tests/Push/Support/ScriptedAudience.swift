import Chat
import Contracts
import RPC
import Synchronization

/// A group service that knows who is to hear of what.
final class ScriptedAudience: GroupRPC {
    private struct State {
        var audiences: [String: [AudienceMember]] = [:]
        var pageSize = 100
        var questions: [String] = []
        var failure: RPCStatus?
        var takes: @Sendable () -> Void = {}
    }

    private let state = Mutex(State())

    /// The topics that were asked for, a page each, in order.
    var questions: [String] { state.withLock { $0.questions } }

    /// Sets the audience of a topic.
    func set(_ topic: String, _ members: [AudienceMember]) {
        state.withLock { $0.audiences[topic] = members.sorted { $0.user < $1.user } }
    }

    /// Makes every page that small.
    func page(by size: Int) {
        state.withLock { $0.pageSize = size }
    }

    /// Has something done with every question.
    func whenAsked(_ action: @escaping @Sendable () -> Void) {
        state.withLock { $0.takes = action }
    }

    /// Makes every question fail; nil ends it.
    func fail(with status: RPCStatus?) {
        state.withLock { $0.failure = status }
    }

    func authorize(_ request: AuthorizeRequest, _ context: CallContext) async throws -> AuthorizeReply {
        AuthorizeReply(
            standings: request.questions.map { Standing(topic: $0.topic, user: $0.user, isReader: true) })
    }

    func audience(_ request: AudienceRequest, _ context: CallContext) async throws -> AudienceReply {
        try state.withLock { state in
            state.questions.append(request.topic)
            state.takes()
            if let failure = state.failure { throw failure }
            guard let audience = state.audiences[request.topic] else { throw RPCStatus.topicNotFound }
            let rest = audience.filter {
                $0.user > request.after
                    && (!request.onlyAdministrators || AccessMode(mask: $0.mode).intersects(.administers))
            }
            let size = request.limit == 0 ? state.pageSize : min(state.pageSize, Int(request.limit))
            return AudienceReply(members: Array(rest.prefix(size)), hasMore: rest.count > size, kind: .group)
        }
    }
}
