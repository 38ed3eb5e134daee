import Chat
import Contracts
import RPC
import Testing

@testable import Auth

@Suite("Cleaning up", .timeLimit(.minutes(1)))
struct CleaningTests {
    private func old(_ required: [String]) async throws -> AuthFixture {
        let fixture = try AuthFixture { settings in
            settings.requiredCredentials = required
            settings.debugResponse = "123456"
        }
        try await fixture.account("unproved", email: "one@example.com")
        let made = try await fixture.account("proved", email: "two@example.com").reply
        _ = try await fixture.login(token: made.token, [Credential(method: "email", response: "123456")])
        fixture.letPass(.seconds(30 * 3600 + 1))
        try await fixture.account("young", email: "three@example.com")
        return fixture
    }

    @Test("removes accounts whose addresses nobody proved for 30 hours, with all that hangs on them")
    func stale() async throws {
        let fixture = try await old(["email"])
        #expect(try await fixture.service.handler.clean(atMost: 9) == 1)
        #expect(try await fixture.service.handler.clean(atMost: 9) == 0)
        await #expect(throws: RPCStatus.authenticationFailed()) { try await fixture.login("unproved:secret1") }
        _ = try await fixture.login("proved:secret1")
        _ = try await fixture.login("young:secret1")
        #expect(try await fixture.events().compactMap(\.accountClosed?.isSuspended) == [false])
        try await fixture.account("unproved", email: "one@example.com")
    }

    @Test("leaves accounts alone where nothing has to be proved")
    func nothingRequired() async throws {
        let fixture = try await old([])
        #expect(try await fixture.service.handler.clean(atMost: 9) == 0)
        _ = try await fixture.login("unproved:secret1")
    }
}
