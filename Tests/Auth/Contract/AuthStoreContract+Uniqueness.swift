import Auth
import Chat
import Contracts
import Testing

extension AuthStoreContract {
    static var uniqueness: [Promise] {
        [
            Promise("a login has one owner, and a refused account is not kept") { fixture async throws in
                let (one, other) = (AccountRecord.sample(), AccountRecord.sample())
                try await fixture.store.create(one, login: .sample("annie", of: one))
                await #expect(throws: AccountConflict.login) {
                    try await fixture.store.create(other, login: .sample("annie", of: other))
                }
                #expect(try await fixture.store.account(other.user) == nil)
                try await fixture.store.create(other, login: .sample("betty", of: other))
                await #expect(throws: AccountConflict.login) {
                    try await fixture.store.change(other.user) { $0.login?.name = "annie" }
                }
                #expect(try await fixture.store.login(named: "betty")?.user == other.user)
            },
            Promise("a proved address is nobody else's, proved or not") { fixture async throws in
                try await fixture.store.create(.sample(credentials: [.done("a@b.cd")]), login: nil)
                for credential in [CredentialRecord.done("a@b.cd"), .waiting("a@b.cd")] {
                    await #expect(throws: AccountConflict.address) {
                        try await fixture.store.create(.sample(credentials: [credential]), login: nil)
                    }
                }
            },
            Promise("of two who wait for the same address the first to prove it has it") { fixture async throws in
                let accounts = (0..<2).map { _ in AccountRecord.sample(credentials: [.waiting("a@b.cd")]) }
                for account in accounts { try await fixture.store.create(account, login: nil) }
                try await fixture.store.change(accounts[1].user) { $0.account.credentials[0].isDone = true }
                await #expect(throws: AccountConflict.address) {
                    try await fixture.store.change(accounts[0].user) { $0.account.credentials[0].isDone = true }
                }
            },
            Promise("an alias has one owner, other tags many") { fixture async throws in
                let (one, other) = (AccountRecord.sample(tags: ["alias:annie", "hiking"]), AccountRecord.sample())
                try await fixture.store.create(one, login: nil)
                try await fixture.store.create(other, login: nil)
                await #expect(throws: AccountConflict.alias) {
                    try await fixture.store.change(other.user) { $0.account.tags = ["alias:annie"] }
                }
                try await fixture.store.change(other.user) { $0.account.tags = ["hiking"] }
                try await fixture.store.change(one.user) { $0.account.tags = [] }
                try await fixture.store.change(other.user) { $0.account.tags = ["alias:annie"] }
                #expect(try await fixture.store.account(other.user)?.tags == ["alias:annie"])
            },
        ]
    }

    static var devices: [Promise] {
        [
            Promise("a device belongs to who used it last") { fixture async throws in
                let users = [UserID.random(), .random()]
                var device = DeviceRecord(token: "d", platform: "ios", language: "en", seenAt: 1)
                try await fixture.store.add(device, to: users[0], limit: 9)
                device.language = "fr"
                try await fixture.store.add(device, to: users[1], limit: 9)
                #expect(try await fixture.store.devices(of: users[0]).isEmpty)
                #expect(try await fixture.store.devices(of: users[1]) == [device])
            },
            Promise("the device not heard of for longest makes room") { fixture async throws in
                let user = UserID.random()
                for at: Int64 in [5, 1, 3] {
                    let device = DeviceRecord(token: "d\(at)", platform: "", language: "", seenAt: at)
                    try await fixture.store.add(device, to: user, limit: 2)
                }
                #expect(try await fixture.store.devices(of: user).map(\.seenAt) == [5, 3])
                try await fixture.store.removeDevices(of: user)
                #expect(try await fixture.store.devices(of: user).isEmpty)
            },
            Promise("one device is forgotten, if it is the user's") { fixture async throws in
                let users = [UserID.random(), .random()]
                for token in ["d1", "d2"] {
                    let device = DeviceRecord(token: token, platform: "", language: "", seenAt: 1)
                    try await fixture.store.add(device, to: users[0], limit: 9)
                }
                try await fixture.store.remove(device: "d1", of: users[1])
                #expect(try await fixture.store.devices(of: users[0]).count == 2)
                try await fixture.store.remove(device: "d1", of: users[0])
                #expect(try await fixture.store.devices(of: users[0]).map(\.token) == ["d2"])
            },
            Promise("an account that becomes deleted loses its devices") { fixture async throws in
                let account = AccountRecord.sample()
                try await fixture.store.create(account, login: .sample("annie", of: account))
                let device = DeviceRecord(token: "d", platform: "", language: "", seenAt: 1)
                try await fixture.store.add(device, to: account.user, limit: 2)
                try await fixture.store.change(account.user) { snapshot in
                    snapshot.account.state = .deleted
                    snapshot.login = nil
                }
                #expect(try await fixture.store.devices(of: account.user).isEmpty)
                #expect(try await fixture.store.login(named: "annie") == nil)
                #expect(try await fixture.store.account(account.user)?.state == .deleted)
            },
        ]
    }
}
