import Auth
import Chat
import Contracts
import EventLog
import Testing
import Wire

extension AuthStoreContract {
    static var creating: [Promise] {
        [
            Promise("an account is read back as it was made, tags in order") { fixture async throws in
                let account = AccountRecord.sample(
                    tags: ["zebra", "basic:annie", "apple"], credentials: [.waiting("a@b.cd")])
                let login = LoginRecord.sample("annie", of: account)
                try await fixture.store.create(account, login: login)
                #expect(try await fixture.store.account(account.user) == account)
                #expect(try await fixture.store.login(named: "annie") == login)
            },
            Promise("what there is not is absent") { fixture async throws in
                #expect(try await fixture.store.account(.random()) == nil)
                #expect(try await fixture.store.login(named: "nobody") == nil)
                let value = try await fixture.store.change(.random()) { _ in 1 }
                #expect(value == nil)
            },
            Promise("a user number in use is refused") { fixture async throws in
                let account = AccountRecord.sample()
                try await fixture.store.create(account, login: nil)
                await #expect(throws: AccountConflict.user) {
                    try await fixture.store.create(account, login: nil)
                }
            },
            Promise("profiles leave out unknown users and repetitions") { fixture async throws in
                var accounts = [AccountRecord.sample(), .sample()]
                for index in accounts.indices {
                    try await fixture.store.create(accounts[index], login: nil)
                    accounts[index].reset = nil
                }
                let users = accounts.map(\.user)
                let profiles = try await fixture.store.profiles(users + users + [.random()])
                #expect(Set(profiles) == Set(accounts))
            },
        ]
    }

    static var changing: [Promise] {
        [
            Promise("a change is kept with its events, in order, under the user's key") { fixture async throws in
                var account = AccountRecord.sample(tags: ["old"], credentials: [.waiting("a@b.cd")])
                let user = account.user
                let old = LoginRecord.sample("annie", of: account)
                try await fixture.store.create(account, login: old)
                account.tags = ["new"]
                account.credentials = [.done("x@y.zz")]
                account.state = .suspended
                account.updatedAt = 2000
                account.defaultAccess = DefaultAccess(authenticated: .join, anonymous: .read)
                let wanted = account
                let login = LoginRecord.sample("anna", of: account)
                let value = try await fixture.store.change(user) { snapshot in
                    #expect(snapshot.login == old)
                    snapshot.account = wanted
                    snapshot.login = login
                    snapshot.note(AccountChanged(user: user.rawValue, tags: true), by: nil, at: 7)
                    snapshot.note(
                        AccountClosed(user: user.rawValue, isSuspended: true), by: Actor(user: user, session: "s"),
                        at: 8)
                    return 5
                }
                #expect(value == 5)
                #expect(try await fixture.store.account(user) == wanted)
                #expect(try await fixture.store.login(named: "annie") == nil)
                #expect(try await fixture.store.login(named: "anna") == login)
                let records = try await fixture.records()
                let events = try records.map { try Event(decoding: $0.value) }
                #expect(records.map(\.key) == ["\(user)", "\(user)"])
                #expect(events.map(\.at) == [7, 8])
                #expect(events.map(\.originSession) == ["", "s"])
                #expect(events.first?.accountChanged?.tags == true)
                #expect(events.last?.accountClosed?.isSuspended == true)
            },
            Promise("a change that throws leaves nothing behind") { fixture async throws in
                let account = AccountRecord.sample()
                try await fixture.store.create(account, login: nil)
                await #expect(throws: CancellationError.self) {
                    try await fixture.store.change(account.user) { snapshot in
                        snapshot.account.publicJSON = []
                        snapshot.note(AccountChanged(), by: nil, at: 1)
                        throw CancellationError()
                    }
                }
                #expect(try await fixture.store.account(account.user) == account)
                #expect(try await fixture.records().isEmpty)
            },
            Promise("changes of one account at the same time all count") { fixture async throws in
                let account = AccountRecord.sample()
                try await fixture.store.create(account, login: nil)
                try await withThrowingTaskGroup { group in
                    for _ in 0..<20 {
                        group.addTask {
                            _ = try await fixture.store.change(account.user) { $0.account.lastSeenAt += 1 }
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try await fixture.store.account(account.user)?.lastSeenAt == 920)
            },
        ]
    }
}
