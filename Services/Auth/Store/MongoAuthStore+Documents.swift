import Chat
import Contracts
import Storage

extension MongoAuthStore {
    /// An account with all that belongs to it.
    static func account(_ user: UserID, in db: MongoConnection) throws -> AccountRecord? {
        try accounts(of: [user], in: db)[user]
    }

    /// Those of the accounts that there are, each with all that belongs to it.
    static func accounts(of users: [UserID], in db: MongoConnection) throws -> [UserID: AccountRecord] {
        let numbers = BSONValue.ints(Set(users).map(\.rawValue.stored))
        var accounts: [UserID: AccountRecord] = [:]
        for document in try db.find(Self.users, ["_id": ["$in": numbers]]) {
            var account = try AccountRecord(document)
            account.tags = try document.texts("tags")
            account.reset = try document.optionalDocument("reset").map { try ResetCode($0) }
            accounts[account.user] = account
        }
        guard !accounts.isEmpty else { return [:] }
        let found = try db.find(
            credentials, ["user": ["$in": numbers]], sort: ["created": 1, "method": 1, "value": 1])
        for document in found {
            guard let user = UserID(rawValue: try document.uint64("user")) else { throw StoreError.corrupted }
            accounts[user]?.credentials.append(try CredentialRecord(document))
        }
        return accounts
    }

    /// What is written of an account, besides its number.
    static func fields(of account: AccountRecord) -> BSONDocument {
        [
            "state": .int(Int64(account.state.rawValue)), "level": .int(Int64(account.level.rawValue)),
            "created": .int(account.createdAt), "updated": .int(account.updatedAt),
            "auth": .int(Int64(account.defaultAccess.authenticated.mask)),
            "anon": .int(Int64(account.defaultAccess.anonymous.mask)), "public": .bytes(account.publicJSON),
            "trusted": .bytes(account.trustedJSON), "private": .bytes(account.privateJSON),
            "seen": .int(account.lastSeenAt), "agent": .text(account.lastUserAgent), "tags": .texts(account.tags),
            "search": .bytes(account.searchJSON), "reset": account.reset.map { value(of: $0) } ?? .null,
        ]
    }

    private static func value(of reset: ResetCode) -> BSONValue {
        [
            "method": .text(reset.method), "value": .text(reset.value), "code": .text(reset.code),
            "failures": .int(Int64(reset.failures)), "created": .int(reset.createdAt),
        ]
    }

    static func document(of login: LoginRecord) -> BSONDocument {
        [
            "_id": .text(login.name), "user": .int(login.user.rawValue.stored),
            "cost": .int(Int64(login.hash.work.cost)), "blockSize": .int(Int64(login.hash.work.blockSize)),
            "parallelism": .int(Int64(login.hash.work.parallelism)), "salt": .bytes(login.hash.salt),
            "key": .bytes(login.hash.key),
        ]
    }
}

extension AccountRecord {
    /// Reads an account, without tags, credentials and code.
    init(_ document: BSONDocument) throws {
        guard let user = UserID(rawValue: try document.uint64("_id")),
            let level = AuthLevel(rawValue: Int32(truncatingIfNeeded: try document.int64("level")))
        else { throw StoreError.corrupted }
        self.init(
            user: user, level: level, createdAt: try document.int64("created"),
            defaultAccess: DefaultAccess(
                authenticated: AccessMode(mask: UInt32(truncatingIfNeeded: try document.int64("auth"))),
                anonymous: AccessMode(mask: UInt32(truncatingIfNeeded: try document.int64("anon")))))
        state = AccountState(rawValue: Int32(truncatingIfNeeded: try document.int64("state")))
        updatedAt = try document.int64("updated")
        publicJSON = try document.bytes("public")
        trustedJSON = try document.bytes("trusted")
        privateJSON = try document.bytes("private")
        lastSeenAt = try document.int64("seen")
        lastUserAgent = try document.text("agent")
        // Accounts of before there were such things have no field of the name.
        if case .bytes(let bytes) = try document.value("search") { searchJSON = bytes }
    }
}

extension LoginRecord {
    /// Reads a login.
    init(_ document: BSONDocument) throws {
        guard let user = UserID(rawValue: try document.uint64("user")) else { throw StoreError.corrupted }
        let work = PasswordHash.Work(
            cost: try document.int("cost"), blockSize: try document.int("blockSize"),
            parallelism: try document.int("parallelism"))
        self.init(
            user: user, name: try document.text("_id"),
            hash: PasswordHash(work: work, salt: try document.bytes("salt"), key: try document.bytes("key")))
    }
}

extension ResetCode {
    /// Reads a code.
    init(_ document: BSONDocument) throws {
        self.init(
            method: try document.text("method"), value: try document.text("value"), code: try document.text("code"),
            createdAt: try document.int64("created"))
        failures = try document.int("failures")
    }
}

extension CredentialRecord {
    /// Reads a credential.
    init(_ document: BSONDocument) throws {
        self.init(
            method: try document.text("method"), value: try document.text("value"), isDone: try document.bool("done"),
            code: try document.text("code"), createdAt: try document.int64("created"))
        failures = try document.int("failures")
    }
}
