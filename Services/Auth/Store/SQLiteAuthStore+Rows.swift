import Chat
import Contracts
import GRDB
import Storage

extension SQLiteAuthStore {
    /// An account with all that belongs to it.
    static func account(_ user: UserID, in db: Database) throws -> AccountRecord? {
        let key = user.rawValue.stored
        // Most accounts have nothing in some of the other tables: one look tells which need not be asked.
        let found = try db.first(
            """
            SELECT *, EXISTS(SELECT 1 FROM tags t WHERE t.user = a.user) AS has_tags,
                EXISTS(SELECT 1 FROM credentials c WHERE c.user = a.user) AS has_credentials,
                EXISTS(SELECT 1 FROM resets r WHERE r.user = a.user) AS has_reset
            FROM accounts a WHERE a.user = ?
            """, [key]
        ) { row in
            (
                account: try Self.account(row), hasTags: try row.bool("has_tags"),
                hasCredentials: try row.bool("has_credentials"), hasReset: try row.bool("has_reset")
            )
        }
        guard let found else { return nil }
        var account = found.account
        if found.hasTags {
            account.tags = try db.items("SELECT tag FROM tags WHERE user = ? ORDER BY position", [key]) {
                try $0.text("tag")
            }
        }
        if found.hasCredentials {
            account.credentials = try db.items(
                "SELECT * FROM credentials WHERE user = ? ORDER BY created, method, value", [key]
            ) { try credential($0) }
        }
        if found.hasReset {
            account.reset = try db.first("SELECT * FROM resets WHERE user = ?", [key]) { row in
                var reset = ResetCode(
                    method: try row.text("method"), value: try row.text("value"), code: try row.text("code"),
                    createdAt: try row.int64("created"))
                reset.failures = try row.int("failures")
                return reset
            }
        }
        return account
    }

    static func account(_ row: Row) throws -> AccountRecord {
        guard let level = AuthLevel(rawValue: Int32(truncatingIfNeeded: try row.int64("level"))) else {
            throw StoreError.corrupted
        }
        var account = AccountRecord(
            user: try user(row), level: level, createdAt: try row.int64("created"),
            defaultAccess: DefaultAccess(
                authenticated: AccessMode(mask: UInt32(truncatingIfNeeded: try row.int64("auth"))),
                anonymous: AccessMode(mask: UInt32(truncatingIfNeeded: try row.int64("anon")))))
        account.state = AccountState(rawValue: Int32(truncatingIfNeeded: try row.int64("state")))
        account.updatedAt = try row.int64("updated")
        account.publicJSON = try row.bytes("public")
        account.trustedJSON = try row.bytes("trusted")
        account.privateJSON = try row.bytes("private")
        account.lastSeenAt = try row.int64("seen")
        account.lastUserAgent = try row.text("agent")
        account.searchJSON = try row.bytes("search")
        return account
    }

    static func login(_ row: Row) throws -> LoginRecord {
        let work = PasswordHash.Work(
            cost: try row.int("cost"), blockSize: try row.int("block_size"), parallelism: try row.int("parallelism"))
        return LoginRecord(
            user: try user(row), name: try row.text("name"),
            hash: PasswordHash(work: work, salt: try row.bytes("salt"), key: try row.bytes("key")))
    }

    private static func credential(_ row: Row) throws -> CredentialRecord {
        var credential = CredentialRecord(
            method: try row.text("method"), value: try row.text("value"), isDone: try row.bool("done"),
            code: try row.text("code"), createdAt: try row.int64("created"))
        credential.failures = try row.int("failures")
        return credential
    }

    static func user(_ row: Row) throws -> UserID {
        guard let user = UserID(rawValue: try row.uint64("user")) else { throw StoreError.corrupted }
        return user
    }
}
