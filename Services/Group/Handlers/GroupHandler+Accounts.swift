import Chat
import Contracts
import RPC

extension GroupHandler {
    /// The profiles of those users whose accounts can be talked to.
    func profiles(of users: [UserID]) async throws(RPCStatus) -> [UserID: Profile] {
        let reply = try await auth.getProfiles(GetProfilesRequest(users: users.map(\.rawValue)))
        var found: [UserID: Profile] = [:]
        for profile in reply.profiles where profile.state == .ok {
            if let user = UserID(rawValue: profile.user) {
                found[user] = profile
            }
        }
        return found
    }

    /// The two accounts of a private chat.
    ///
    /// - Throws: `userNotFound` unless the actor's account can be talked to.
    func accounts(_ user: UserID, with peer: UserID) async throws(RPCStatus) -> JoiningRules.Accounts {
        let profiles = try await profiles(of: [user, peer])
        guard let own = profiles[user] else { throw RPCStatus.userNotFound }
        return JoiningRules.Accounts(own: own.offered, peer: profiles[peer]?.offered)
    }
}

extension Profile {
    /// What the account gives to those whom it has not met; nothing when it does not say.
    fileprivate var offered: DefaultAccess {
        defaultAccess.map(DefaultAccess.init) ?? DefaultAccess(authenticated: .none, anonymous: .none)
    }
}
