import Chat
import Contracts
import RPC

extension AuthHandler {
    /// The most users in one request for profiles.
    private static let profilePage = 1024
    /// Characters of a user agent that are kept.
    private static let agentLength = 256

    func getAccount(_ request: GetAccountRequest, _ context: CallContext) async throws -> Account {
        let (user, _) = try target(request.user, context)
        guard let account = try await store.account(user), account.state != .deleted else {
            throw RPCStatus.userNotFound
        }
        return account.account
    }

    func getProfiles(_ request: GetProfilesRequest, _ context: CallContext) async throws -> GetProfilesReply {
        guard request.users.count <= Self.profilePage else { throw RPCStatus.malformed("too many users") }
        let profiles = try await store.profiles(request.users.compactMap(UserID.init(rawValue:)))
        return GetProfilesReply(profiles: profiles.map(\.profile))
    }

    func updateAccount(_ request: UpdateAccountRequest, _ context: CallContext) async throws -> AccountChangedReply {
        let (user, actor) = try target(request.user, context)
        guard request.seenAt == 0 else { return try await seen(user, request) }
        guard request.trustedJSON.isEmpty || Policy.allows(actor.level, .setTrusted, on: .suite) else {
            throw RPCStatus.permissionDenied
        }
        let at = now()
        let limit = settings.descriptionSize
        let changed = try await change(user) { snapshot in
            var account = snapshot.account
            let isPublic = try JSONPatch.apply(request.publicJSON, to: &account.publicJSON, limit: limit)
            let isTrusted = try JSONPatch.apply(request.trustedJSON, to: &account.trustedJSON, limit: limit)
            let isPrivate = try JSONPatch.apply(request.privateJSON, to: &account.privateJSON, limit: limit)
            // Nobody but the search itself hears of its query.
            let isSearch = try JSONPatch.apply(request.searchJSON, to: &account.searchJSON, limit: limit)
            if let access = request.defaultAccess { account.defaultAccess = DefaultAccess(access).withoutOwner }
            let isVisible = isPublic || isTrusted || account.defaultAccess != snapshot.account.defaultAccess
            guard isVisible || isPrivate || isSearch else { return false }
            if isVisible { account.updatedAt = at }
            snapshot.account = account
            guard isVisible || isPrivate else { return true }
            snapshot.note(
                AccountChanged(user: user.rawValue, description: isVisible, ownNotes: isPrivate), by: actor, at: at)
            return true
        }
        return AccountChangedReply(changed: changed)
    }

    /// Records that a user was there; nobody is told.
    private func seen(_ user: UserID, _ request: UpdateAccountRequest) async throws -> AccountChangedReply {
        let changed = try await change(user) { snapshot in
            guard request.seenAt > snapshot.account.lastSeenAt else { return false }
            snapshot.account.lastSeenAt = request.seenAt
            snapshot.account.lastUserAgent = String(request.userAgent.prefix(Self.agentLength))
            return true
        }
        return AccountChangedReply(changed: changed)
    }

    func setTags(_ request: AccountTagsRequest, _ context: CallContext) async throws -> AccountTagsReply {
        let (user, actor) = try target(request.user, context)
        let at = now()
        var namespaces = try await restrictedNamespaces()
        if user != actor.user { namespaces.subtract(settings.maskedTags) }
        return try await change(user) { [namespaces] snapshot in
            let old = Set(snapshot.account.tags)
            let tags = try AccountTags.replacing(
                snapshot.account.tags, by: request.tags, restricted: namespaces)
            let new = Set(tags)
            if new != old {
                snapshot.account.tags = tags
                snapshot.note(AccountChanged(user: user.rawValue, tags: true), by: actor, at: at)
            }
            return AccountTagsReply(
                tags: tags, added: Int32(new.subtracting(old).count), removed: Int32(old.subtracting(new).count))
        }
    }
}
