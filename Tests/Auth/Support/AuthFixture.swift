import Auth
import Chat
import Contracts
import EventLog
import Logging
import RPC
import Storage
import Synchronization
import TestKit
import Testing
import Wire

/// The service over SQLite in a folder of its own, called as other services call it.
final class AuthFixture: Sendable {
    private let folder: TemporaryFolder
    private let claim: DataFolder
    private let clock = ClockReading()
    let service: AuthService
    let store: SQLiteAuthStore
    let codes = KeptCodes()
    let auth: AuthStub

    init(codes sender: (any CodeSender)? = nil, _ adapt: (inout AuthSettings) -> Void = { _ in }) throws {
        folder = try TemporaryFolder()
        claim = try DataFolder(folder.path)
        store = try SQLiteAuthStore(in: claim)
        var settings = AuthSettings()
        settings.tokenKey = Array(0..<32)
        settings.hashingCost = 16
        settings.resetPace = .zero
        adapt(&settings)
        service = try AuthService(
            store: store, outbox: store.outbox, log: InProcessEventLog(), settings: settings, codes: sender ?? codes,
            logger: Logger(label: "test"), now: { [clock] in clock.now })
        let network = InProcessNetwork()
        network.serve(RPCRouter([service.rpc]), at: "auth")
        auth = AuthStub(network.transport(to: "auth"))
    }

    /// Has time go by for the service.
    func letPass(_ time: Duration) {
        clock.advance(by: time)
    }

    /// The events that wait for the log, oldest first.
    func events() async throws -> [Event] {
        try await store.outbox.pending(limit: 1000).map { try Event(decoding: $0.record.value) }
    }

    /// Makes an account that logs in at once.
    @discardableResult
    func account(
        _ login: String = "annie", email: String? = nil
    ) async throws -> (actor: Actor, reply: Authentication) {
        let reply = try await auth.createAccount(
            CreateAccountRequest(
                scheme: "basic", secret: Array("\(login):secret1".utf8),
                credentials: email.map { [Credential(method: "email", value: $0)] } ?? [], logsIn: true))
        let user = try #require(UserID(rawValue: reply.user))
        return (Actor(user: user, session: "session-\(login)"), reply)
    }

    /// An actor who is root.
    func root() async throws -> Actor {
        let user = try await service.ensureAccount(SeedAccount(login: "root", password: "secret1", level: .root))
        return Actor(user: user, level: .root)
    }

    /// Logs in with a login and a password.
    func login(_ secret: String, _ credentials: [Credential] = []) async throws(RPCStatus) -> Authentication {
        try await auth.login(LoginRequest(scheme: "basic", secret: Array(secret.utf8), credentials: credentials))
    }

    /// Logs in with a token.
    func login(token: [UInt8], _ credentials: [Credential] = []) async throws(RPCStatus) -> Authentication {
        try await auth.login(LoginRequest(scheme: "token", secret: token, credentials: credentials))
    }
}

/// A clock that stands still until it is moved.
final class ClockReading: Sendable {
    private let reading = Mutex<Int64>(1_800_000_000_000)

    var now: Int64 { reading.withLock { $0 } }

    func advance(by time: Duration) {
        reading.withLock { $0 += time.components.seconds * 1000 }
    }
}

/// Keeps codes instead of sending them.
final class KeptCodes: CodeSender {
    private let kept = Mutex<[CodeLetter]>([])

    func send(_ letter: CodeLetter) {
        kept.withLock { $0.append(letter) }
    }

    /// All that were sent, in order.
    var letters: [CodeLetter] { kept.withLock { $0 } }

    /// The last code for an address.
    subscript(address: String) -> String? {
        letters.last { $0.address == address }?.code
    }
}
