package import Chat
import Contracts
import EventLog
package import Storage
import Wire

/// The account store on MongoDB.
///
/// Each change of an account, its login or its credentials also counts in the account's document: of two at the same time
/// one begins again, and sees what the other did.
package struct MongoAuthStore: AuthStore {
    let database: MongoDatabase
    /// Events wait here until they are in the log.
    package let outbox: MongoOutbox
    /// Accounts that are read at the same time, as when everybody comes back at once, are read by the same commands.
    private let accounts: MergedCalls<UserID, AccountRecord?>

    /// Opens the database, and makes what is missing.
    ///
    /// - Parameters:
    ///   - name: The database's name; one that no other service has.
    ///   - settings: Where it is, and how it is worked with.
    /// - Throws: `MongoOpenError`, `CancellationError`.
    package init(database name: String, settings: MongoSettings) async throws {
        database = try await MongoDatabase.open(name, settings: settings, schema: Self.schema)
        outbox = MongoOutbox(database)
        accounts = MergedCalls(capacity: 200) { [database] users in
            try await database.perform { db in
                let accounts = try Self.accounts(of: users, in: db)
                return users.map { accounts[$0] }
            }
        }
    }

    /// Ends all work with the database.
    package func close() async {
        await database.close()
    }

    package func create(_ account: AccountRecord, login: LoginRecord?) async throws {
        try await database.transaction { db in
            guard try Self.account(account.user, in: db) == nil else { throw AccountConflict.user }
            try Self.insert(account, in: db)
            try Self.write(login, before: nil, in: db)
            try Self.write(account.credentials, before: [], of: account.user, in: db)
            try Self.write(aliases: account.tags.filter(Tag.isAlias), before: [], of: account.user, in: db)
        }
    }

    package func account(_ user: UserID) async throws -> AccountRecord? {
        try await accounts.answer(to: user)
    }

    package func login(named name: String) async throws -> LoginRecord? {
        try await database.perform { db in
            try db.first(Self.authRecords, ["_id": .text(name)]).map { try LoginRecord($0) }
        }
    }

    package func profiles(_ users: [UserID]) async throws -> [AccountRecord] {
        guard !users.isEmpty else { return [] }
        let numbers = BSONValue.ints(Set(users).map(\.rawValue.stored))
        return try await database.perform { db in
            try db.find(Self.users, ["_id": ["$in": numbers]]).map { try AccountRecord($0) }
        }
    }

    package func change<Value: Sendable>(
        _ user: UserID, _ body: @escaping @Sendable (inout AccountSnapshot) throws -> Value
    ) async throws -> Value? {
        try await database.transaction(on: user.description) { [outbox] db in
            guard let account = try Self.account(user, in: db) else { return nil }
            let login = try db.first(Self.authRecords, ["user": .int(user.rawValue.stored)])
                .map { try LoginRecord($0) }
            var after = AccountSnapshot(account: account, login: login)
            let value = try body(&after)
            if after.account == account, after.login == login, after.events.isEmpty { return value }
            try Self.update(after.account, in: db)
            if after.login != login { try Self.write(after.login, before: login, in: db) }
            try Self.write(after.account.credentials, before: account.credentials, of: user, in: db)
            try Self.write(
                aliases: after.account.tags.filter(Tag.isAlias), before: account.tags.filter(Tag.isAlias), of: user,
                in: db)
            if after.account.state == .deleted, account.state != .deleted {
                try db.remove(from: Self.devices, ["user": .int(user.rawValue.stored)])
            }
            try outbox.append(
                after.events.map { LogRecord(key: user.description, value: $0.encoded()) }, in: db)
            return value
        }
    }
}
