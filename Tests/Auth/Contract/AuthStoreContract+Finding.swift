import Auth
import Chat
import Contracts
import Testing

extension AuthStoreContract {
    private static func query(_ required: [[String]], _ optional: [String] = []) -> TagQuery {
        TagQuery(required: required.map { TagAlternatives(tags: $0) }, optional: optional)
    }

    /// Makes accounts with these tags, the last one changed last.
    private static func make(_ tags: [[String]], in fixture: Fixture) async throws -> [AccountRecord] {
        var accounts: [AccountRecord] = []
        for (index, tags) in tags.enumerated() {
            var account = AccountRecord.sample(tags: tags)
            account.updatedAt = 2000 + Int64(index)
            try await fixture.store.create(account, login: nil)
            accounts.append(account)
        }
        return accounts
    }

    static var finding: [Promise] {
        [
            Promise("accounts are found by all required groups and one of the optional tags") { fixture async throws in
                let accounts = try await make(
                    [["red", "round"], ["red", "square"], ["blue", "round"], ["red"]], in: fixture)
                let store = fixture.store
                func found(_ query: TagQuery) async throws -> [Int] {
                    try await store.find(query, in: [.ok], limit: 9).compactMap { found in
                        accounts.firstIndex { $0.user == found.user }
                    }.sorted()
                }
                #expect(try await found(query([["red"], ["round"]])) == [0])
                #expect(try await found(query([["red", "blue"], ["round"]])) == [0, 2])
                #expect(try await found(query([["red"]], ["round", "square"])) == [0, 1])
                #expect(try await found(query([], ["blue", "square"])) == [1, 2])
                #expect(try await found(query([["green"]])) == [])
                #expect(try await found(query([["re"]])) == [])
            },
            Promise("a search for nothing, or for what cannot be, finds nobody") { fixture async throws in
                _ = try await make([["red"]], in: fixture)
                for query in [TagQuery(), query([[]]), query([[], ["red"]])] {
                    #expect(try await fixture.store.find(query, in: [.ok], limit: 9).isEmpty)
                }
            },
            Promise("the heaviest match comes first, then what changed last, up to a limit") { fixture async throws in
                let accounts = try await make(
                    [["a1", "a2"], ["a1"], ["alias:a3"], ["a2"], ["größe", "a1", "a2"]], in: fixture)
                let found = try await fixture.store.find(query([], ["a1", "a2", "alias:a3"]), in: [.ok], limit: 9)
                let expected = [2, 4, 0, 3, 1].map { accounts[$0] }
                #expect(found.map(\.user) == expected.map(\.user))
                #expect(found.map(\.tags) == expected.map(\.tags))
                let two = try await fixture.store.find(query([], ["a1", "a2"]), in: [.ok], limit: 2)
                #expect(two.map(\.user) == [accounts[4].user, accounts[0].user])
            },
            Promise("accounts are found in the states that are asked for") { fixture async throws in
                let accounts = try await make([["red"], ["red"], ["red"]], in: fixture)
                try await fixture.store.change(accounts[0].user) { $0.account.state = .suspended }
                try await fixture.store.change(accounts[1].user) { snapshot in
                    snapshot.account.state = .deleted
                    snapshot.account.tags = []
                }
                let open = try await fixture.store.find(query([["red"]]), in: [.ok], limit: 9)
                #expect(open.map(\.user) == [accounts[2].user])
                let all = try await fixture.store.find(query([["red"]]), in: [.ok, .suspended], limit: 9)
                #expect(Set(all.map(\.user)) == [accounts[0].user, accounts[2].user])
            },
            Promise("a search for a whole address book is one search") { fixture async throws in
                let accounts = try await make([["tel:+17025550007"]], in: fixture)
                let numbers = (0..<2000).map { "tel:+1702555\(String(10_000 + $0).dropFirst())" }
                let found = try await fixture.store.find(query([], numbers), in: [.ok], limit: 9)
                #expect(found.map(\.user) == accounts.map(\.user))
            },
            Promise("the owner of an address is who has proved it") { fixture async throws in
                let account = AccountRecord.sample(credentials: [.done("a@b.cd"), .waiting("x@b.cd")])
                try await fixture.store.create(account, login: nil)
                #expect(try await fixture.store.owner(of: "email", value: "a@b.cd") == account.user)
                #expect(try await fixture.store.owner(of: "email", value: "x@b.cd") == nil)
                #expect(try await fixture.store.owner(of: "tel", value: "a@b.cd") == nil)
            },
            Promise("old accounts are found that were never seen and have proved nothing") { fixture async throws in
                func make(
                    at time: Int64, seen: Int64 = 0, _ credentials: [CredentialRecord] = [.waiting("a@b.cd")]
                ) async throws -> UserID {
                    var account = AccountRecord(user: .random(), level: .authenticated, createdAt: time)
                    account.lastSeenAt = seen
                    account.credentials = credentials
                    try await fixture.store.create(account, login: nil)
                    return account.user
                }
                let old = [try await make(at: 20), try await make(at: 10)]
                _ = try await make(at: 15, [])
                _ = try await make(at: 15, [.done("p@b.cd")])
                _ = try await make(at: 15, seen: 16)
                _ = try await make(at: 30)
                #expect(try await fixture.store.unproved(madeBefore: 30, limit: 9) == old.reversed())
                #expect(try await fixture.store.unproved(madeBefore: 30, limit: 1) == [old[1]])
            },
        ]
    }

    static var aliases: [Promise] {
        [
            Promise("an alias is a topic's or a user's, never both") { fixture async throws in
                let (account, store) = (AccountRecord.sample(tags: ["alias:annie"]), fixture.store)
                let (one, other) = (TopicID.group(1), TopicID.group(2))
                try await store.create(account, login: nil)
                await #expect(throws: AccountConflict.alias) { try await store.claim("alias:annie", for: one, at: 1) }
                try await store.claim("alias:club", for: one, at: 1)
                try await store.claim("alias:club", for: one, at: 2)
                await #expect(throws: AccountConflict.alias) { try await store.claim("alias:club", for: other, at: 3) }
                await #expect(throws: AccountConflict.alias) {
                    try await store.change(account.user) { $0.account.tags = ["alias:club"] }
                }
                await #expect(throws: AccountConflict.alias) {
                    try await store.create(.sample(tags: ["alias:club"]), login: nil)
                }
                #expect(try await store.account(account.user)?.tags == ["alias:annie"])
                try await store.change(account.user) { $0.account.tags = [] }
                try await store.claim("alias:annie", for: other, at: 4)
            },
            Promise("of many who claim an alias at the same time one gets it") { fixture async throws in
                let store = fixture.store
                let winners = await withTaskGroup(of: Int.self) { group in
                    for number in UInt64(1)...10 {
                        group.addTask {
                            (try? await store.claim("alias:club", for: .group(number), at: 1)) == nil ? 0 : 1
                        }
                        group.addTask {
                            (try? await store.create(.sample(tags: ["alias:club"]), login: nil)) == nil ? 0 : 1
                        }
                    }
                    return await group.reduce(0, +)
                }
                #expect(winners == 1)
            },
            Promise("a claim can be given up until it is settled") { fixture async throws in
                let (one, other, store) = (TopicID.group(1), TopicID.group(2), fixture.store)
                try await store.claim("alias:club", for: one, at: 1)
                try await store.giveUp("alias:club", of: other)
                await #expect(throws: AccountConflict.alias) { try await store.claim("alias:club", for: other, at: 2) }
                try await store.giveUp("alias:club", of: one)
                try await store.claim("alias:club", for: other, at: 2)
                #expect(try await store.settle(["alias:club"], of: other, claimedBefore: 0).isEmpty)
                try await store.giveUp("alias:club", of: other)
                await #expect(throws: AccountConflict.alias) { try await store.claim("alias:club", for: one, at: 3) }
            },
            Promise("settling sets free what the topic has no more, but for fresh claims") { fixture async throws in
                let (one, other, store) = (TopicID.group(1), TopicID.group(2), fixture.store)
                try await store.claim("alias:old", for: one, at: 10)
                #expect(try await store.settle(["alias:old", "alias:unclaimed"], of: one, claimedBefore: 5).isEmpty)
                try await store.claim("alias:fresh", for: one, at: 20)
                #expect(try await store.settle([], of: one, claimedBefore: 15).isEmpty)
                try await store.claim("alias:old", for: other, at: 21)
                try await store.claim("alias:unclaimed", for: other, at: 21)
                await #expect(throws: AccountConflict.alias) {
                    try await store.claim("alias:fresh", for: other, at: 22)
                }
                #expect(try await store.settle([], of: one, claimedBefore: 21).isEmpty)
                try await store.claim("alias:fresh", for: other, at: 23)
            },
            Promise("settling tells what is somebody else's") { fixture async throws in
                let store = fixture.store
                try await store.create(.sample(tags: ["alias:annie"]), login: nil)
                try await store.claim("alias:club", for: .group(1), at: 1)
                let lost = try await store.settle(
                    ["alias:annie", "alias:club", "alias:mine"], of: .group(2), claimedBefore: 9)
                #expect(lost == ["alias:annie", "alias:club"])
            },
            Promise("old claims that nobody settled are dropped") { fixture async throws in
                let (one, other, store) = (TopicID.group(1), TopicID.group(2), fixture.store)
                try await store.claim("alias:settled", for: one, at: 1)
                _ = try await store.settle(["alias:settled"], of: one, claimedBefore: 0)
                try await store.claim("alias:left", for: one, at: 1)
                try await store.claim("alias:new", for: one, at: 10)
                try await store.dropClaims(before: 5)
                try await store.claim("alias:left", for: other, at: 11)
                for alias in ["alias:settled", "alias:new"] {
                    await #expect(throws: AccountConflict.alias) { try await store.claim(alias, for: other, at: 11) }
                }
            },
        ]
    }
}
