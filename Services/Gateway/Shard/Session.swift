import Chat
import Contracts
import DequeModule
import NIOCore

/// One client's connection as the logic sees it.
///
/// Belongs to its shard and is touched nowhere else.
final class Session {
    /// How far the client has come: the handshake first, then a login.
    enum Stage {
        case connected
        case greeted
        case authenticated(Actor)
    }

    /// Unique among the node's sessions for its lifetime.
    let id: UInt64
    /// The session's name in the whole suite: events carry it so that their author does not hear of them.
    let name: String
    let connection: NIOLoopBound<any SessionConnection>

    var stage = Stage.connected
    var isOpen = true
    var version = ""
    var userAgent = ""
    var language = ""
    var device = ""
    var platform = ""
    /// Attached to the own `me`: counts as the user being online.
    var isOnMe = false
    /// Whose `me` root is attached to on their behalf; they do not count as being online.
    var meOnBehalf: Set<UserID> = []
    /// Begun by the device alone, to fetch what is new: it does not count as the user being online yet.
    var isQuiet = false
    /// Attached to `fnd`.
    var isOnFind = false
    /// What this session searches for, as it was written; nil for what the account has stored.
    var searchQuery: String?
    /// The topics attached to, and how the client names each.
    var attachments: [TopicID: TopicName] = [:]
    /// Private chats in which it is, or may be, a party of a call.
    var calls: Set<TopicID> = []
    /// Requests that wait for the one under way.
    var inbox = Deque<ClientMessage>()
    var isWorking = false
    var isPaused = false
    /// Publishes that wait for their acknowledgement.
    var pendingPublishes = 0
    /// The request that waits until what was sent before is on its way.
    var awaitingRoom: CheckedContinuation<Void, Never>?
    /// Whoever waits until all that came in is answered.
    var awaitingIdleness: CheckedContinuation<Void, Never>?

    init(id: UInt64, name: String, connection: NIOLoopBound<any SessionConnection>) {
        self.id = id
        self.name = name
        self.connection = connection
    }

    /// Who acts, once logged in.
    var actor: Actor? {
        if case .authenticated(let actor) = stage { actor } else { nil }
    }

    /// Whether something that came in is not answered yet.
    var isBusy: Bool { isWorking || pendingPublishes > 0 }

    /// The user, once logged in.
    var user: UserID? {
        actor?.user
    }

    /// Whether a user's `me` is attached to through this session.
    func isOnMe(of user: UserID) -> Bool {
        user == self.user ? isOnMe : meOnBehalf.contains(user)
    }

    /// Who really acts, when that is not the actor: root on somebody's behalf.
    func sender(of actor: Actor) -> UserID? {
        user == actor.user ? nil : user
    }

    /// Who acts.
    ///
    /// - Throws: 409 before the handshake, 401 before the login.
    func requireActor() throws(Refusal) -> Actor {
        switch stage {
        case .connected: throw Refusal(.commandOutOfSequence)
        case .greeted: throw Refusal(.authenticationRequired)
        case .authenticated(let actor): return actor
        }
    }
}
