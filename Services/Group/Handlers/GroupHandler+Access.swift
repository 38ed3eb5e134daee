import Chat
import Contracts
import RPC

extension GroupHandler {
    func setAccess(_ request: SetAccessRequest, _ context: CallContext) async throws -> SetAccessReply {
        let actor = try context.requireActor()
        let topic = try topicID(request.topic)
        let mode = try mode(request.mode)
        let target = request.user == 0 ? actor.user : try userID(request.user)
        if target != actor.user {
            try await checkGuest(target, in: topic)
        }
        let (changed, snapshot) = try await change(topic, by: actor, others: [target]) { [settings] snapshot in
            target == actor.user
                ? try AccessRules.setWant(&snapshot, mode)
                : try GivingRules.setGiven(&snapshot, of: target, mode, capacity: settings.memberLimit)
        }
        return SetAccessReply(access: snapshot.subscriptions[target].map { AccessPair($0.access) }, changed: changed)
    }

    /// Fails for somebody who would be new to a group and has no account that can be talked to.
    ///
    /// Those who are in it are not asked for: members whose accounts are suspended can be banned too.
    private func checkGuest(_ user: UserID, in topic: TopicID) async throws {
        guard !topic.isP2P else { return }
        let found = try await store.read(topic, users: [user])
        guard found.topic?.isLiving == true else { throw RPCStatus.topicNotFound }
        if let known = found.subscriptions[user], known.deletedAt == 0 { return }
        guard try await profiles(of: [user])[user] != nil else { throw RPCStatus.userNotFound }
    }
}
