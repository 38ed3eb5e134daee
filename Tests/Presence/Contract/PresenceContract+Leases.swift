import Presence
import Testing

extension PresenceContract {
    static var leases: [Promise] {
        [
            Promise("a node with a lease is found where it says it is") { fixture async throws in
                let node = fixture.freshNode()
                try await fixture.presence.renewLease(node, address: "10.0.0.1:7001", ttl: .seconds(60))
                #expect(try await fixture.presence.address(of: node) == "10.0.0.1:7001")
                #expect(try await fixture.presence.nodes()[node] == "10.0.0.1:7001")
            },
            Promise("a node that never had a lease is not found") { fixture async throws in
                let node = fixture.freshNode()
                #expect(try await fixture.presence.address(of: node) == nil)
                #expect(try await fixture.presence.nodes()[node] == nil)
            },
            Promise("a lease starts once, is then renewed, and starts again after it was released") {
                fixture async throws in
                let node = fixture.freshNode()
                let presence = fixture.presence
                #expect(try await presence.renewLease(node, address: "a", ttl: .seconds(60)) == .started)
                #expect(try await presence.renewLease(node, address: "a", ttl: .seconds(60)) == .renewed)
                try await presence.releaseLease(node)
                #expect(try await presence.renewLease(node, address: "a", ttl: .seconds(60)) == .started)
            },
            Promise("a node that moved is found at its new address") { fixture async throws in
                let node = fixture.freshNode()
                try await fixture.presence.renewLease(node, address: "old", ttl: .seconds(60))
                try await fixture.presence.renewLease(node, address: "new", ttl: .seconds(60))
                #expect(try await fixture.presence.address(of: node) == "new")
            },
            Promise("a lease that is not renewed runs out") { fixture async throws in
                let node = fixture.freshNode()
                try await fixture.presence.renewLease(node, address: "a", ttl: .milliseconds(500))
                try await fixture.letPass(.milliseconds(600))
                #expect(try await fixture.presence.address(of: node) == nil)
                #expect(try await fixture.presence.nodes()[node] == nil)
                #expect(try await fixture.presence.renewLease(node, address: "a", ttl: .seconds(60)) == .started)
            },
            Promise("a lease that is renewed in time goes on") { fixture async throws in
                let node = fixture.freshNode()
                try await fixture.presence.renewLease(node, address: "a", ttl: .seconds(8))
                try await fixture.letPass(.seconds(5))
                #expect(try await fixture.presence.renewLease(node, address: "a", ttl: .seconds(8)) == .renewed)
                try await fixture.letPass(.seconds(5))
                #expect(try await fixture.presence.address(of: node) == "a")
            },
            Promise("a node that released its lease is gone; releasing again does no harm") { fixture async throws in
                let node = try await fixture.liveNode()
                let other = try await fixture.liveNode("other")
                try await fixture.presence.releaseLease(node)
                try await fixture.presence.releaseLease(node)
                #expect(try await fixture.presence.address(of: node) == nil)
                #expect(try await fixture.presence.address(of: other) == "other:7001")
            },
        ]
    }
}
