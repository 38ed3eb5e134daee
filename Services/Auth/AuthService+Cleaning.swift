import Chat
import Contracts
import Logging
import RPC
import Storage

extension AuthService {
    /// Accounts that are removed at once.
    private static let block = 100

    /// Removes, now and then, what nobody came back for, until cancelled.
    func clean() async throws {
        while true {
            try await Task.sleep(for: handler.settings.cleaningPeriod)
            do {
                try await handler.clean(atMost: Self.block)
            } catch let error as StoreError {
                handler.logger.warning("nothing was cleaned up", metadata: ["error": "\(error)"])
            }
        }
    }
}

extension AuthHandler {
    /// Removes accounts that were never entered and whose addresses were never proved, and claims of aliases that came to
    /// nothing.
    ///
    /// Accounts are removed only where there are credentials without which nobody enters.
    ///
    /// - Returns: How many accounts were removed.
    @discardableResult
    func clean(atMost limit: Int) async throws -> Int {
        let at = now()
        try await store.dropClaims(before: at - Self.claimLifetime)
        guard !settings.requiredCredentials.isEmpty else { return 0 }
        let before = at - settings.unprovedLifetime.components.seconds * 1000
        let users = try await store.unproved(madeBefore: before, limit: limit)
        var count = 0
        for user in users {
            // Somebody may just be proving an address.
            let isRemoved = try await store.change(user) { snapshot in
                let account = snapshot.account
                guard account.state == .ok, account.lastSeenAt == 0, !account.credentials.contains(where: \.isDone)
                else { return false }
                snapshot.account.erase(at: at)
                snapshot.login = nil
                snapshot.note(AccountClosed(user: user.rawValue), by: nil, at: at)
                return true
            }
            count += isRemoved == true ? 1 : 0
        }
        if count > 0 { logger.notice("accounts removed that nobody entered", metadata: ["count": "\(count)"]) }
        return count
    }
}
