import Chat
import Contracts
import RPC
import Synchronization

/// A group service in which everybody is a member of every `grp…` topic, unless a test says otherwise.
final class ScriptedGroup: GroupRPC {
    private struct State {
        var questions: [Standing] = []
        var modes: [UInt64: AccessMode] = [:]
        var readers: Set<UInt64> = []
        var auxiliary: [UInt8] = []
        var intermission: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// What was asked, in order.
    var questions: [Standing] { state.withLock { $0.questions } }

    /// Sets what a user may do everywhere.
    func allow(_ user: UInt64, _ mode: AccessMode) {
        state.withLock { $0.modes[user] = mode }
    }

    /// Makes a user a reader of every topic, which is a channel then.
    func makeReader(_ user: UInt64) {
        state.withLock { state in
            state.readers.insert(user)
            state.modes[user] = [.join, .read, .presence]
        }
    }

    /// Sets the extras of every topic: JSON.
    func setAuxiliary(_ json: String) {
        state.withLock { $0.auxiliary = Array(json.utf8) }
    }

    /// Has something happen once, between the next question and its answer.
    func beforeNextAnswer(_ work: @escaping @Sendable () -> Void) {
        state.withLock { $0.intermission = work }
    }

    func authorize(_ request: AuthorizeRequest, _ context: CallContext) async throws -> AuthorizeReply {
        let (modes, readers, work) = state.withLock { state in
            defer { state.intermission = nil }
            state.questions += request.questions
            return (state.modes, state.readers, state.intermission)
        }
        work?()
        return AuthorizeReply(
            standings: request.questions.map { question in
                let mode = modes[question.user] ?? [.join, .read, .write, .presence]
                return Standing(
                    topic: question.topic, user: question.user,
                    kind: readers.contains(question.user) ? .channel : .group,
                    exists: question.topic.hasPrefix("grp"), isSubscribed: true,
                    isReader: readers.contains(question.user), access: AccessPair(Access(want: .full, given: mode)))
            })
    }

    func getTopic(_ request: GetTopicRequest, _ context: CallContext) async throws -> TopicView {
        TopicView(topic: request.topic, kind: .group, auxiliaryJSON: state.withLock { $0.auxiliary })
    }
}
