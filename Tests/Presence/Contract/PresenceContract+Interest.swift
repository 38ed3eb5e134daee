import Presence
import Testing

extension PresenceContract {
    static var interest: [Promise] {
        [
            Promise("the answer has the nodes of each key, in the order of the keys") { fixture async throws in
                let (first, second) = (try await fixture.liveNode("first"), try await fixture.liveNode("second"))
                let (one, both, none) = (fixture.fresh("grp1"), fixture.fresh("grp2"), fixture.fresh("grp3"))
                try await fixture.presence.addInterest([one, both], node: first)
                try await fixture.presence.addInterest([both], node: second)
                let answer = try await fixture.presence.interested(in: [both, none, one, both])
                #expect(answer.map(Set.init) == [[first, second], [], [first], [first, second]])
            },
            Promise("asking for no key is answered") { fixture async throws in
                #expect(try await fixture.presence.interested(in: []).isEmpty)
            },
            Promise("adding twice is the same as once, and so is removing") { fixture async throws in
                let node = try await fixture.liveNode()
                let key = fixture.fresh("grp")
                try await fixture.presence.addInterest([key, key], node: node)
                try await fixture.presence.addInterest([key], node: node)
                #expect(try await fixture.presence.interested(in: [key]) == [[node]])
                try await fixture.presence.removeInterest([key], node: node)
                #expect(try await fixture.presence.interested(in: [key]) == [[]])
                try await fixture.presence.removeInterest([key, fixture.fresh("unknown")], node: node)
                #expect(try await fixture.presence.interested(in: [key]) == [[]])
            },
            Promise("removing one key of one node leaves the others") { fixture async throws in
                let (first, second) = (try await fixture.liveNode("first"), try await fixture.liveNode("second"))
                let (left, kept) = (fixture.fresh("grp1"), fixture.fresh("grp2"))
                for node in [first, second] {
                    try await fixture.presence.addInterest([left, kept], node: node)
                }
                try await fixture.presence.removeInterest([left], node: first)
                let answer = try await fixture.presence.interested(in: [left, kept])
                #expect(answer.map(Set.init) == [[second], [first, second]])
            },
            Promise("a node without a lease cannot add interest, but may remove it") { fixture async throws in
                let node = fixture.freshNode()
                let key = fixture.fresh("grp")
                #expect(await errorOfAdding(key, for: node, to: fixture.presence) == .noLease)
                try await fixture.presence.removeInterest([key], node: node)
                #expect(try await fixture.presence.interested(in: [key]) == [[]])
            },
            Promise("interest ends when the lease is released, and does not come back with the node") {
                fixture async throws in
                let node = try await fixture.liveNode()
                let key = fixture.fresh("grp")
                try await fixture.presence.addInterest([key], node: node)
                try await fixture.presence.releaseLease(node)
                #expect(try await fixture.presence.interested(in: [key]) == [[]])
                try await fixture.presence.renewLease(node, address: "a", ttl: .seconds(60))
                #expect(try await fixture.presence.interested(in: [key]) == [[]])
            },
            Promise("interest ends when the lease runs out, and does not come back with the node") {
                fixture async throws in
                let node = fixture.freshNode()
                let key = fixture.fresh("usr")
                try await fixture.presence.renewLease(node, address: "a", ttl: .seconds(3))
                try await fixture.presence.addInterest([key], node: node)
                try await fixture.letPass(.milliseconds(3_100))
                #expect(try await fixture.presence.interested(in: [key]) == [[]])
                #expect(await errorOfAdding(key, for: node, to: fixture.presence) == .noLease)
                try await fixture.presence.renewLease(node, address: "a", ttl: .seconds(60))
                #expect(try await fixture.presence.interested(in: [key]) == [[]])
            },
            Promise("interest lasts as long as the lease is renewed") { fixture async throws in
                let node = fixture.freshNode()
                let key = fixture.fresh("grp")
                try await fixture.presence.renewLease(node, address: "a", ttl: .seconds(8))
                try await fixture.presence.addInterest([key], node: node)
                for _ in 0..<2 {
                    try await fixture.letPass(.seconds(5))
                    try await fixture.presence.renewLease(node, address: "a", ttl: .seconds(8))
                }
                #expect(try await fixture.presence.interested(in: [key]) == [[node]])
            },
            Promise("thousands of keys fit in one call") { fixture async throws in
                let node = try await fixture.liveNode()
                let prefix = fixture.fresh("grp")
                let keys = (0..<5_000).map { "\(prefix)-\($0)" }
                try await fixture.presence.addInterest(keys, node: node)
                let answer = try await fixture.presence.interested(in: keys)
                #expect(answer == Array(repeating: [node], count: keys.count))
            },
        ]
    }

    private static func errorOfAdding(
        _ key: String, for node: NodeID, to presence: Fixture.Adapter
    ) async -> PresenceError? {
        do {
            try await presence.addInterest([key], node: node)
            return nil
        } catch {
            return error
        }
    }
}
