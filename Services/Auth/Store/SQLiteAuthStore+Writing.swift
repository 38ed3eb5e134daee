import Chat
import Contracts
import GRDB
import Storage

extension SQLiteAuthStore {
    static func write(_ account: AccountRecord, in db: Database) throws {
        try db.run(
            """
            INSERT INTO accounts
                (user, state, level, created, updated, auth, anon, public, trusted, private, seen, agent, search)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (user) DO UPDATE SET
                state = excluded.state, level = excluded.level, updated = excluded.updated, auth = excluded.auth,
                anon = excluded.anon, public = excluded.public, trusted = excluded.trusted,
                private = excluded.private, seen = excluded.seen, agent = excluded.agent,
                search = excluded.search
            """,
            [
                account.user.rawValue.stored, account.state.rawValue, account.level.rawValue, account.createdAt,
                account.updatedAt, account.defaultAccess.authenticated.mask, account.defaultAccess.anonymous.mask,
                account.publicJSON.blob, account.trustedJSON.blob, account.privateJSON.blob, account.lastSeenAt,
                account.lastUserAgent, account.searchJSON.blob,
            ])
    }

    static func write(_ reset: ResetCode?, of user: UserID, in db: Database) throws {
        try db.run("DELETE FROM resets WHERE user = ?", [user.rawValue.stored])
        guard let reset else { return }
        try db.run(
            "INSERT INTO resets (user, method, value, code, failures, created) VALUES (?, ?, ?, ?, ?, ?)",
            [user.rawValue.stored, reset.method, reset.value, reset.code, reset.failures, reset.createdAt])
    }

    static func write(_ login: LoginRecord?, before: LoginRecord?, in db: Database) throws {
        if let before { try db.run("DELETE FROM logins WHERE name = ?", [before.name]) }
        guard let login else { return }
        let count = try db.run(
            """
            INSERT INTO logins (name, user, cost, block_size, parallelism, salt, key) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO NOTHING
            """,
            [
                login.name, login.user.rawValue.stored, login.hash.work.cost, login.hash.work.blockSize,
                login.hash.work.parallelism, login.hash.salt.blob, login.hash.key.blob,
            ])
        guard count == 1 else { throw AccountConflict.login }
    }

    static func write(tags: [String], of user: UserID, in db: Database) throws {
        try db.run("DELETE FROM tags WHERE user = ?", [user.rawValue.stored])
        for (position, tag) in tags.enumerated() {
            try db.run(
                "INSERT INTO tags (user, position, tag) VALUES (?, ?, ?)", [user.rawValue.stored, position, tag])
        }
        try write(aliases: tags.filter(Tag.isAlias), of: user, in: db)
    }

    static func write(
        _ credentials: [CredentialRecord], before: [CredentialRecord], of user: UserID, in db: Database
    ) throws {
        let key = user.rawValue.stored
        for old in before where !credentials.contains(where: { $0.method == old.method && $0.value == old.value }) {
            try db.run(
                "DELETE FROM credentials WHERE user = ? AND method = ? AND value = ?", [key, old.method, old.value])
        }
        for credential in credentials where !before.contains(credential) {
            let owner = try db.first(
                "SELECT user FROM credentials WHERE method = ? AND value = ? AND done = 1 AND user <> ?",
                [credential.method, credential.value, key]
            ) { try $0.int64("user") }
            guard owner == nil else { throw AccountConflict.address }
            try db.run(
                """
                INSERT INTO credentials (user, method, value, done, code, failures, created)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (user, method, value) DO UPDATE SET done = excluded.done, code = excluded.code,
                    failures = excluded.failures, created = excluded.created
                """,
                [
                    key, credential.method, credential.value, credential.isDone, credential.code,
                    credential.failures, credential.createdAt,
                ])
        }
    }
}
