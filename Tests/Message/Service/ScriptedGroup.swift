import Chat
import Contracts
import RPC
import Synchronization

/// A group service in which everybody is a member of every `grp…` topic, unless a test says otherwise.
final class ScriptedGroup: GroupRPC {
    private struct State {
        var questions: [Standing] = []
        var modes: [UInt64: AccessMode] = [:]
        var intermission: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// What was asked, in order.
    var questions: [Standing] { state.withLock { $0.questions } }

    /// Sets what a user may do everywhere.
    func allow(_ user: UInt64, _ mode: AccessMode) {
        state.withLock { $0.modes[user] = mode }
    }

    /// Has something happen once, between the next question and its answer.
    func beforeNextAnswer(_ work: @escaping @Sendable () -> Void) {
        state.withLock { $0.intermission = work }
    }

    func authorize(_ request: AuthorizeRequest, _ context: CallContext) async throws -> AuthorizeReply {
        let (modes, work) = state.withLock { state in
            defer { state.intermission = nil }
            state.questions += request.questions
            return (state.modes, state.intermission)
        }
        work?()
        return AuthorizeReply(
            standings: request.questions.map { question in
                let mode = modes[question.user] ?? [.join, .read, .write, .presence]
                return Standing(
                    topic: question.topic, user: question.user, kind: .group, exists: question.topic.hasPrefix("grp"),
                    isSubscribed: true, access: AccessPair(Access(want: .full, given: mode)))
            })
    }
}
