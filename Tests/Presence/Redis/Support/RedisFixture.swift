import Logging
import Presence
import Synchronization

/// Presence in Redis, as the contract suite sees it.
struct RedisFixture: PresenceFixture {
    private static let names = Atomic(0)
    private let server: RedisServer
    let presence: RedisPresence
    let queuedPayloads: Int

    init() async throws {
        server = try await RedisServer()
        var settings = RedisPresence.Settings.forTests
        settings.payloadsPerSubscriber = 200
        presence = try RedisPresence(server.address, settings: settings, logger: .silent)
        queuedPayloads = settings.payloadsPerSubscriber
    }

    func fresh(_ name: String) -> String {
        "\(name)-\(Self.names.add(1, ordering: .relaxed).newValue)"
    }

    /// Waits, for the time of Redis is the machine's.
    func letPass(_ time: Duration) async throws {
        try await Task.sleep(for: time + .milliseconds(2))
    }
}

extension RedisPresence.Settings {
    /// As patient as a busy machine needs it.
    static var forTests: Self {
        var settings = Self()
        settings.timeout = .seconds(20)
        settings.reconnectDelay = .milliseconds(10)
        settings.longestReconnectDelay = .milliseconds(50)
        return settings
    }
}

extension Logger {
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
