import Chat
import Contracts
import Logging
import RPC

extension AuthHandler {
    func setAccountState(
        _ request: SetAccountStateRequest, _ context: CallContext
    ) async throws -> AccountChangedReply {
        let actor = try context.requireActor()
        guard Policy.allows(actor.level, .suspendAccount, on: .suite) else { throw RPCStatus.permissionDenied }
        guard let user = UserID(rawValue: request.user) else { throw RPCStatus.userNotFound }
        guard request.state == .ok || request.state == .suspended else { throw RPCStatus.malformed("state") }
        let at = now()
        let changed = try await change(user) { snapshot in
            // Root keeps the suite usable: one who is suspended could not be let in again.
            guard snapshot.account.level < .root else { throw RPCStatus.permissionDenied }
            guard snapshot.account.state != request.state else { return false }
            snapshot.account.state = request.state
            if request.state == .suspended {
                snapshot.note(AccountClosed(user: user.rawValue, isSuspended: true), by: actor, at: at)
            } else {
                snapshot.note(AccountChanged(user: user.rawValue, description: true), by: actor, at: at)
            }
            return true
        }
        logger.notice("account state set", metadata: ["user": "\(user)", "state": "\(request.state.rawValue)"])
        return AccountChangedReply(changed: changed)
    }

    func deleteAccount(_ request: DeleteAccountRequest, _ context: CallContext) async throws -> EmptyMessage {
        let actor = try context.requireActor()
        guard let user = UserID(rawValue: request.user) else { throw RPCStatus.userNotFound }
        let action: Action = user == actor.user ? .deleteOwnAccount : .deleteOtherAccount
        guard Policy.allows(actor.level, action, on: .suite) else { throw RPCStatus.permissionDenied }
        let at = now()
        let hadLogin = try await change(user) { snapshot in
            let hadLogin = snapshot.login != nil
            snapshot.account.erase(at: at)
            snapshot.login = nil
            snapshot.note(AccountClosed(user: user.rawValue), by: actor, at: at)
            return hadLogin
        }
        logger.notice("account deleted", metadata: ["user": "\(user)"])
        if !hadLogin { await forgetOutside(user) }
        return EmptyMessage()
    }
}

extension AccountRecord {
    /// Leaves nothing of an account but its number, which is never given again.
    mutating func erase(at now: Int64) {
        self = AccountRecord(user: user, level: level, createdAt: createdAt)
        state = .deleted
        updatedAt = now
        defaultAccess = DefaultAccess(authenticated: .none, anonymous: .none)
    }
}
