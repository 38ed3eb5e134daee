import Contracts
package import EventLog
package import Logging
package import RPC
package import Storage

/// The auth service: accounts, what proves them, and what they say of themselves.
package struct AuthService: Sendable {
    let handler: AuthHandler
    private let outbox: any OutboxSource
    private let log: any EventLog

    /// Puts the service together over any store.
    ///
    /// The settings have to have a `tokenKey`; the clock reads milliseconds since 1970.
    ///
    /// - Throws: `TokenKeyError.tooShort` without a key of at least 32 bytes.
    package init(
        store: any AuthStore, outbox: any OutboxSource, log: any EventLog, settings: AuthSettings,
        codes: any CodeSender = SilentCodeSender(), logger: Logger, now: @escaping @Sendable () -> Int64
    ) throws(TokenKeyError) {
        guard let key = settings.tokenKey, key.count >= TokenKeyFile.size else { throw .tooShort }
        self.outbox = outbox
        self.log = log
        handler = AuthHandler(
            store: store, settings: settings, hasher: PasswordHasher(settings: settings),
            mint: TokenMint(key: key, serial: settings.tokenSerial, lifetime: settings.tokenLifetime), codes: codes,
            rest: settings.rest.map { RestAuthenticator(settings: $0) },
            logger: logger, now: now)
    }

    /// Opens the service over its files in the data folder.
    ///
    /// These are `auth.sqlite` and, unless the settings have a key, `auth-token.key`. Blocks: for start-up.
    ///
    /// - Throws: `DatabaseOpenError`, `StartError` for the key's file, ``TokenKeyError`` for a key that is too short.
    package static func open(
        in folder: DataFolder, log: any EventLog, settings: AuthSettings = AuthSettings(),
        codes: any CodeSender = SilentCodeSender(), logger: Logger, now: @escaping @Sendable () -> Int64
    ) throws -> AuthService {
        var settings = settings
        try settings.completeTokenKey(from: folder)
        let store = try SQLiteAuthStore(in: folder)
        return try AuthService(
            store: store, outbox: store.outbox, log: log, settings: settings, codes: codes, logger: logger, now: now)
    }

    /// What the service serves.
    package var rpc: any RPCService { handler }

    /// Relays events, and cleans up, until cancelled.
    package func run() async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await OutboxRelay(from: outbox, to: log, topic: .event, logger: handler.logger).run() }
            group.addTask { try await clean() }
            try await group.waitForAll()
        }
    }
}
