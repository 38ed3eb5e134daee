import Auth
import Chat
import Contracts
import RPC
import Testing

@Suite("Accounts", .timeLimit(.minutes(1)))
struct AccountTests {
    let fixture: AuthFixture

    init() throws {
        fixture = try AuthFixture()
    }

    private func update(_ publicJSON: String, of made: (actor: Actor, reply: Authentication)) async throws -> Bool {
        try await fixture.auth.updateAccount(
            UpdateAccountRequest(user: made.reply.user, publicJSON: Array(publicJSON.utf8)), as: made.actor
        ).changed
    }

    @Test("patches are merged, and only what others see moves the time of change")
    func patches() async throws {
        let made = try await fixture.account()
        let user = made.reply.user
        fixture.letPass(.seconds(5))
        #expect(try await update(#"{"fn":"Ann","note":"hello"}"#, of: made))
        #expect(try await update(#"{"note":"␡"}"#, of: made))
        #expect(try await !update(#"{"fn":"Ann"}"#, of: made))
        fixture.letPass(.seconds(5))
        _ = try await fixture.auth.updateAccount(
            UpdateAccountRequest(user: user, privateJSON: Array(#"{"c":1}"#.utf8)), as: made.actor)
        let account = try await fixture.auth.getAccount(GetAccountRequest(user: user), as: made.actor)
        #expect(account.publicJSON == Array(#"{"fn":"Ann"}"#.utf8))
        #expect(account.updatedAt == account.createdAt + 5000)
        let events = try await fixture.events()
        #expect(events.compactMap(\.accountChanged?.description) == [true, true, false])
        #expect(events.compactMap(\.accountChanged?.ownNotes) == [false, false, true])
        #expect(events.map(\.originSession).allSatisfy { $0 == "session-annie" })
    }

    @Test("what is no JSON, too large or trusted is refused, and nothing is kept")
    func refused() async throws {
        let made = try await fixture.account()
        await #expect(throws: RPCStatus.malformed("not JSON")) { try await update("{", of: made) }
        let large = "\"" + String(repeating: "x", count: 64 * 1024) + "\""
        await #expect(throws: RPCStatus.tooLarge) { try await update(large, of: made) }
        await #expect(throws: RPCStatus.permissionDenied) {
            try await fixture.auth.updateAccount(
                UpdateAccountRequest(user: made.reply.user, trustedJSON: Array("1".utf8)), as: made.actor)
        }
        #expect(try await fixture.events().isEmpty)
    }

    @Test("when a user was last there only moves forward, and nobody is told")
    func lastSeen() async throws {
        let made = try await fixture.account()
        for at: Int64 in [20, 10] {
            _ = try await fixture.auth.updateAccount(
                UpdateAccountRequest(user: made.reply.user, seenAt: at, userAgent: "agent-\(at)"), as: made.actor)
        }
        let profiles = try await fixture.auth.getProfiles(GetProfilesRequest(users: [made.reply.user, 7])).profiles
        #expect(profiles.map(\.lastSeenAt) == [20])
        #expect(profiles.map(\.lastUserAgent) == ["agent-20"])
        #expect(try await fixture.events().isEmpty)
    }

    @Test("an account is its owner's business and root's")
    func strangers() async throws {
        let made = try await fixture.account()
        let other = try await fixture.account("betty")
        let request = GetAccountRequest(user: made.reply.user)
        await #expect(throws: RPCStatus.permissionDenied) {
            try await fixture.auth.getAccount(request, as: other.actor)
        }
        await #expect(throws: RPCStatus.authenticationRequired) { try await fixture.auth.getAccount(request) }
        let root = try await fixture.root()
        #expect(try await fixture.auth.getAccount(request, as: root).user == made.reply.user)
    }

    @Test("a suspended account does not open, by password or token, until root lifts it")
    func suspension() async throws {
        let made = try await fixture.account()
        let root = try await fixture.root()
        func set(_ state: AccountState, as actor: Actor) async throws(RPCStatus) -> Bool {
            try await fixture.auth.setAccountState(
                SetAccountStateRequest(user: made.reply.user, state: state), as: actor
            ).changed
        }
        await #expect(throws: RPCStatus.permissionDenied) { try await set(.suspended, as: made.actor) }
        #expect(try await set(.suspended, as: root))
        #expect(try await !set(.suspended, as: root))
        await #expect(throws: RPCStatus.permissionDenied) { try await fixture.login("annie:secret1") }
        await #expect(throws: RPCStatus.permissionDenied) { try await fixture.login(token: made.reply.token) }
        #expect(try await fixture.events().compactMap(\.accountClosed?.isSuspended) == [true])
        #expect(try await set(.ok, as: root))
        _ = try await fixture.login(token: made.reply.token)
        await #expect(throws: RPCStatus.malformed("state")) { try await set(.deleted, as: root) }
    }

    @Test("a deleted account leaves its number; login and address are free again")
    func deletion() async throws {
        let made = try await fixture.account(email: "ann@example.com")
        let other = try await fixture.account("betty")
        let request = DeleteAccountRequest(user: made.reply.user)
        await #expect(throws: RPCStatus.permissionDenied) {
            try await fixture.auth.deleteAccount(request, as: other.actor)
        }
        _ = try await fixture.auth.deleteAccount(request, as: made.actor)
        await #expect(throws: RPCStatus.userNotFound) { try await fixture.auth.deleteAccount(request, as: made.actor) }
        await #expect(throws: RPCStatus.authenticationFailed()) { try await fixture.login(token: made.reply.token) }
        await #expect(throws: RPCStatus.authenticationFailed()) { try await fixture.login("annie:secret1") }
        let profile = try await fixture.auth.getProfiles(GetProfilesRequest(users: [made.reply.user])).profiles.first
        #expect(profile?.state == .deleted)
        #expect(profile?.publicJSON.isEmpty == true)
        #expect(try await fixture.events().compactMap(\.accountClosed?.isSuspended) == [false])
        try await fixture.account(email: "ann@example.com")
    }

    @Test("devices are kept for pushes, and an empty one removes them")
    func devices() async throws {
        let made = try await fixture.account()
        let device = SetDeviceRequest(user: made.reply.user, device: "d1", platform: "ios", language: "fr")
        _ = try await fixture.auth.setDevice(device, as: made.actor)
        #expect(try await fixture.store.devices(of: made.actor.user).map(\.token) == ["d1"])
        _ = try await fixture.auth.setDevice(SetDeviceRequest(user: made.reply.user), as: made.actor)
        #expect(try await fixture.store.devices(of: made.actor.user).isEmpty)
    }

    @Test("a device that is replaced, or given up, is forgotten alone")
    func replacedDevice() async throws {
        let made = try await fixture.account()
        func set(_ device: String, insteadOf before: String = "") async throws {
            _ = try await fixture.auth.setDevice(
                SetDeviceRequest(user: made.reply.user, device: device, replaces: before), as: made.actor)
        }
        try await set("d1")
        try await set("d2")
        try await set("d3", insteadOf: "d2")
        #expect(Set(try await fixture.store.devices(of: made.actor.user).map(\.token)) == ["d1", "d3"])
        try await set("", insteadOf: "d3")
        #expect(try await fixture.store.devices(of: made.actor.user).map(\.token) == ["d1"])
    }
}
