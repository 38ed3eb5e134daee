import Chat
import Contracts
import RPC

/// The RPCs of the group service.
struct GroupHandler: GroupRPC {
    let store: any GroupStore
    let auth: AuthStub
    let settings: GroupSettings
    let now: @Sendable () -> Int64
    let meters = GroupMeters()

    // MARK: Requests

    /// Reads a topic's canonical name.
    ///
    /// - Throws: `topicNotFound` for a text that names none.
    func topicID(_ text: String) throws(RPCStatus) -> TopicID {
        guard let topic = TopicID(text) else { throw RPCStatus.topicNotFound }
        return topic
    }

    /// Reads a user.
    ///
    /// - Throws: `userNotFound` for nobody.
    func userID(_ number: UInt64) throws(RPCStatus) -> UserID {
        guard let user = UserID(rawValue: number) else { throw RPCStatus.userNotFound }
        return user
    }

    /// Reads mode letters; nil for none.
    ///
    /// - Throws: `malformed` for anything that is not a whole mode, deltas such as `+P` too.
    func mode(_ text: String) throws(RPCStatus) -> AccessMode? {
        guard !text.isEmpty else { return nil }
        guard let mode = AccessMode(text) else { throw RPCStatus.malformed("mode") }
        return mode
    }

    /// Reads how many rows are asked for; 0 asks for as many as there may be.
    ///
    /// - Throws: `malformed` for a negative number.
    func pageSize(_ asked: Int32, atMost bound: Int) throws(RPCStatus) -> Int {
        guard asked >= 0 else { throw RPCStatus.malformed("page size") }
        return asked == 0 ? bound : min(Int(asked), bound)
    }

    // MARK: Changes

    /// Reads, decides and writes in one transaction, and counts what happened.
    ///
    /// - `others`: users whose subscriptions the rule looks at, besides the actor's, the owner's and, in a
    ///   private chat, the peer's.
    func change<Value: Sendable>(
        _ topic: TopicID, by actor: Actor, others: [UserID] = [],
        _ rule: @escaping @Sendable (inout TopicSnapshot) throws -> Value
    ) async throws -> (value: Value, snapshot: TopicSnapshot) {
        let (value, snapshot) = try await store.change(
            topic, users: concerned(topic, actor.user) + others, actor: actor, now: now(), rule)
        meters.count(snapshot.events)
        return (value, snapshot)
    }

    /// The users whose subscriptions every decision about a topic looks at.
    func concerned(_ topic: TopicID, _ user: UserID) -> [UserID] {
        topic.peer(of: user).map { [user, $0] } ?? [user]
    }
}
