package import Chat
import Contracts
import EventLog
import GRDB
package import Storage
import Wire

/// The account store on SQLite.
package struct SQLiteAuthStore: AuthStore {
    let database: SQLiteDatabase
    /// Events wait here until they are in the log.
    package let outbox: SQLiteOutbox

    /// Opens `auth.sqlite`; blocks, for start-up.
    ///
    /// - Throws: `DatabaseOpenError`.
    package init(in folder: DataFolder) throws {
        database = try SQLiteDatabase("auth", in: folder, schema: Self.schema)
        outbox = SQLiteOutbox(database)
    }

    /// Ends all work with the file.
    package func close() async {
        await database.close()
    }

    package func create(_ account: AccountRecord, login: LoginRecord?) async throws {
        try await database.write { db in
            let taken = try Self.account(account.user, in: db)
            guard taken == nil else { throw AccountConflict.user }
            try Self.write(account, in: db)
            try Self.write(login, before: nil, in: db)
            try Self.write(tags: account.tags, of: account.user, in: db)
            try Self.write(account.credentials, before: [], of: account.user, in: db)
            if account.reset != nil { try Self.write(account.reset, of: account.user, in: db) }
        }
    }

    package func account(_ user: UserID) async throws -> AccountRecord? {
        try await database.read { try Self.account(user, in: $0) }
    }

    package func login(named name: String) async throws -> LoginRecord? {
        try await database.read { db in
            try db.first("SELECT * FROM logins WHERE name = ?", [name]) { try Self.login($0) }
        }
    }

    package func profiles(_ users: [UserID]) async throws -> [AccountRecord] {
        try await database.read { db in
            try Set(users).compactMap { user in
                try db.first("SELECT * FROM accounts WHERE user = ?", [user.rawValue.stored]) { try Self.account($0) }
            }
        }
    }

    package func change<Value: Sendable>(
        _ user: UserID, _ body: @escaping @Sendable (inout AccountSnapshot) throws -> Value
    ) async throws -> Value? {
        try await database.write { [outbox] db in
            guard let account = try Self.account(user, in: db) else { return nil }
            let login = try db.first("SELECT * FROM logins WHERE user = ?", [user.rawValue.stored]) {
                try Self.login($0)
            }
            let before = AccountSnapshot(account: account, login: login)
            var after = before
            let value = try body(&after)
            if after.account != account { try Self.write(after.account, in: db) }
            if after.login != login { try Self.write(after.login, before: login, in: db) }
            if after.account.tags != account.tags { try Self.write(tags: after.account.tags, of: user, in: db) }
            try Self.write(after.account.credentials, before: account.credentials, of: user, in: db)
            if after.account.reset != account.reset { try Self.write(after.account.reset, of: user, in: db) }
            if after.account.state == .deleted, account.state != .deleted {
                try db.run("DELETE FROM devices WHERE user = ?", [user.rawValue.stored])
            }
            for event in after.events {
                try outbox.append(LogRecord(key: user.description, value: event.encoded()), in: db)
            }
            return value
        }
    }
}
