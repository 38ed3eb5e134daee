import Chat
import Testing

@testable import CallToken

/// The promises of the call store.
///
/// Every adapter's suite runs all of them. Within a promise, keep closures out of `#expect`: the compiler (6.3.1) was
/// seen to call another closure in place of one that is written there.
enum CallStoreContract<Fixture: CallStoreFixture> {
    typealias Promise = CallStorePromise<Fixture>

    static var promises: [Promise] { keeping + changing + listing }

    private static var keeping: [Promise] {
        [
            Promise("A call comes back as it was kept, also after a restart") { fixture in
                let call = Call.placing(from: CallParty(.zoe, session: "n/1", node: "n"), head: "")
                let isAdded = try await fixture.store.add(call)
                #expect(isAdded)
                let found = try await fixture.store.call(call.id)
                #expect(found == call)
                var next = call
                _ = next.place(at: 9, now: 2000, timeout: 1)
                _ = next.take(.accept, from: .callee, now: 3000)
                let accepted = try #require(try await fixture.store.replace(call, with: next))
                var over = accepted
                _ = over.acceptanceIsTold()
                _ = over.take(.hangUp, from: CallParty(.zoe, session: "n/1", node: "n"), now: 4000)
                let ended = try #require(try await fixture.store.replace(accepted, with: over))
                let store = try await fixture.reopened()
                let last = try await store.call(call.id)
                #expect(last == ended)
                #expect(last?.endedBy == .zoe)
                #expect(last?.callee == .callee)
                #expect(last?.version == 3)
            },
            Promise("Nobody is in two calls, whoever calls whom") { fixture in
                let store = fixture.store
                let first = try await store.add(.placing())
                #expect(first)
                let busy: [Call] = [
                    .placing(), .placing(from: .callee, to: .alice), .placing(from: .stranger, to: .bob),
                    .placing(from: .stranger, to: .alice), .placing(from: .callee, to: .carol),
                ]
                for call in busy {
                    let isAdded = try await store.add(call)
                    #expect(!isAdded)
                    let found = try await store.call(call.id)
                    #expect(found == nil)
                }
                let others = try await store.add(.placing(from: .stranger, to: .zoe))
                #expect(others)
            },
            Promise("Of many who call one another at once, one call is kept") { fixture in
                let store = fixture.store
                let added = try await withThrowingTaskGroup { group in
                    for index in 0..<8 {
                        let call = index.isMultiple(of: 2) ? Call.placing() : Call.placing(from: .callee, to: .alice)
                        group.addTask { try await store.add(call) }
                    }
                    return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(added == 1)
                let live = try await store.live(after: 0, limit: 10)
                #expect(live.count == 1)
            },
        ]
    }

    private static var changing: [Promise] {
        [
            Promise("A change of what somebody else has changed is not made") { fixture in
                let store = fixture.store
                let call = Call.placing()
                _ = try await store.add(call)
                var ringing = call
                _ = ringing.place(at: 5, now: 1000, timeout: 30_000)
                let changed = try await store.replace(call, with: ringing)
                #expect(changed?.sequence == 5)
                var late = call
                _ = late.place(at: 6, now: 1000, timeout: 30_000)
                let refused = try await store.replace(call, with: late)
                #expect(refused == nil)
                let isRemoved = try await store.remove(call)
                #expect(!isRemoved)
                let found = try await store.call(call.id)
                #expect(found == changed)
            },
            Promise("Of many who accept at once, one does") { fixture in
                let store = fixture.store
                let call = Call.ringing()
                _ = try await store.add(call)
                let winners = try await withThrowingTaskGroup { group in
                    for device in 0..<8 {
                        group.addTask {
                            var next = call
                            _ = next.take(
                                .accept, from: CallParty(.bob, session: "n/\(device)", node: "n"), now: 5000)
                            return try await store.replace(call, with: next)?.callee.session
                        }
                    }
                    return try await group.reduce(into: [String]()) { found, session in
                        if let session { found.append(session) }
                    }
                }
                #expect(winners.count == 1)
                let found = try await store.call(call.id)
                #expect(found?.callee.session == winners.first)
            },
            Promise("Both are free when their call has ended, while the call is still kept") { fixture in
                let store = fixture.store
                let call = Call.ringing()
                _ = try await store.add(call)
                var over = call
                _ = over.take(.hangUp, from: .callee, now: 4000)
                let ended = try #require(try await store.replace(call, with: over))
                let current = try await store.current(in: call.topic)
                #expect(current == nil)
                let next = Call.placing(from: .callee, to: .alice)
                let isAdded = try await store.add(next)
                #expect(isAdded)
                let isRemoved = try await store.remove(ended)
                #expect(isRemoved)
                let now = try await store.current(in: call.topic)
                #expect(now == next)
                let third = try await store.add(.placing())
                #expect(!third)
            },
            Promise("Both are free when their call is forgotten") { fixture in
                let store = fixture.store
                let call = Call.placing()
                _ = try await store.add(call)
                let isRemoved = try await store.remove(call)
                #expect(isRemoved)
                let again = try await store.remove(call)
                #expect(!again)
                let isAdded = try await store.add(.placing())
                #expect(isAdded)
            },
        ]
    }

    private static var listing: [Promise] {
        [
            Promise("The call of a chat is found by its topic") { fixture in
                let call = Call.placing()
                _ = try await fixture.store.add(call)
                let found = try await fixture.store.current(in: call.topic)
                #expect(found == call)
                let none = try await fixture.store.current(in: .chat(.alice, .carol))
                #expect(none == nil)
            },
            Promise("Calls whose time has come are found, the most urgent first") { fixture in
                let store = fixture.store
                let late = Call.placing(at: 2000)
                let early = Call.placing(from: .stranger, to: .zoe, at: 1000)
                _ = try await store.add(late)
                _ = try await store.add(early)
                let none = try await store.due(at: 20_999, limit: 10)
                #expect(none.isEmpty)
                let one = try await store.due(at: 21_000, limit: 10)
                #expect(one == [early])
                let both = try await store.due(at: 22_000, limit: 10)
                #expect(both == [early, late])
                let first = try await store.due(at: 22_000, limit: 1)
                #expect(first == [early])
            },
            Promise("A call is not due any more once its time is put off") { fixture in
                let store = fixture.store
                let call = Call.accepted()
                _ = try await store.add(call)
                let now = try await store.due(at: 7000, limit: 10)
                #expect(now == [call])
                var told = call
                _ = told.acceptanceIsTold()
                _ = try await store.replace(call, with: told)
                let later = try await store.due(at: 7000, limit: 10)
                #expect(later.isEmpty)
            },
            Promise("Calls that go on are listed page by page") { fixture in
                let store = fixture.store
                let first = Call.placing(id: 5)
                let second = Call.placing(id: Int64.max, from: .stranger, to: .zoe)
                _ = try await store.add(second)
                _ = try await store.add(first)
                let page = try await store.live(after: 0, limit: 1)
                #expect(page == [first])
                let rest = try await store.live(after: 5, limit: 10)
                #expect(rest == [second])
                var over = first
                _ = over.place(at: 1, now: 0, timeout: 1)
                _ = over.expire(now: 10)
                _ = try await store.replace(first, with: over)
                let left = try await store.live(after: 0, limit: 10)
                #expect(left == [second])
            },
        ]
    }
}
