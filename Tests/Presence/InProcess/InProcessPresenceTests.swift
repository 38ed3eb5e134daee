import Presence
import Testing

@Suite("Presence in memory", .timeLimit(.minutes(1)))
struct InProcessPresenceTests {
    private let clock = ManualClock()

    @Test("a lease ends at the very moment that its lifetime is over")
    func leaseEndsExactly() async throws {
        let presence = InProcessPresence(clock: clock)
        let node = NodeID("node")
        try await presence.renewLease(node, address: "a", ttl: .seconds(15))
        clock.advance(by: .seconds(15) - .nanoseconds(1))
        #expect(try await presence.address(of: node) == "a")
        clock.advance(by: .nanoseconds(1))
        #expect(try await presence.address(of: node) == nil)
    }

    @Test("leases of different lifetimes end one by one")
    func leasesEndOneByOne() async throws {
        let presence = InProcessPresence(clock: clock)
        for seconds in 1...5 {
            try await presence.renewLease(NodeID("\(seconds)"), address: "a", ttl: .seconds(seconds))
        }
        try await presence.renewLease(NodeID("1"), address: "a", ttl: .seconds(10))
        for left in [5, 4, 3, 2, 1] {
            #expect(try await presence.nodes().count == left)
            clock.advance(by: .seconds(left == 5 ? 2 : 1))
        }
    }

    @Test("a subscriber that does not read keeps exactly the newest payloads, and the rest is counted")
    func dropsOldestByCount() async throws {
        var settings = InProcessPresence.Settings()
        settings.payloadsPerSubscriber = 3
        let presence = InProcessPresence(settings: settings, clock: clock)
        let node = NodeID("node")
        let stream = try await presence.subscribe(node)
        for number: UInt8 in 0..<10 {
            presence.publish([number], to: [node])
        }
        #expect(presence.droppedPayloads == 7)
        var iterator = stream.makeAsyncIterator()
        for number: UInt8 in 7..<10 {
            #expect(await iterator.next() == [number])
        }
    }

    @Test("the queue of a subscriber is bounded by bytes too")
    func dropsOldestByBytes() async throws {
        var settings = InProcessPresence.Settings()
        settings.bytesPerSubscriber = 100
        let presence = InProcessPresence(settings: settings, clock: clock)
        let node = NodeID("node")
        let stream = try await presence.subscribe(node)
        presence.publish(Array(repeating: 1, count: 40), to: [node])
        presence.publish(Array(repeating: 2, count: 40), to: [node])
        presence.publish(Array(repeating: 3, count: 60), to: [node])
        #expect(presence.droppedPayloads == 1)
        var iterator = stream.makeAsyncIterator()
        #expect(await iterator.next()?.first == 2)
        #expect(await iterator.next()?.first == 3)

        presence.publish(Array(repeating: 4, count: 101), to: [node])
        presence.publish([5], to: [node])
        #expect(await iterator.next() == [5])
        #expect(presence.droppedPayloads == 2)
    }

    @Test("a slow subscriber costs the others nothing")
    func slowSubscriberIsAlone() async throws {
        var settings = InProcessPresence.Settings()
        settings.payloadsPerSubscriber = 1
        let presence = InProcessPresence(settings: settings, clock: clock)
        let (slow, quick) = (NodeID("slow"), NodeID("quick"))
        let unread = try await presence.subscribe(slow)
        var iterator = try await presence.subscribe(quick).makeAsyncIterator()
        for number: UInt8 in 0..<5 {
            presence.publish([number], to: [slow, quick])
            #expect(await iterator.next() == [number])
        }
        #expect(presence.droppedPayloads == 4)
        withExtendedLifetime(unread) {}
    }

    @Test("a subscription ends when its stream is let go of, unread or read")
    func subscriptionEndsWithItsStream() async throws {
        let presence = InProcessPresence(clock: clock)
        do {
            let unread = try await presence.subscribe(NodeID("node"))
            var iterator = try await presence.subscribe(NodeID("node")).makeAsyncIterator()
            presence.publish([1], to: [NodeID("node")])
            #expect(await iterator.next() == [1])
            #expect(presence.subscribers == 2)
            withExtendedLifetime(unread) {}
        }
        #expect(presence.subscribers == 0)
    }

    @Test("a subscription ends when its reader is cancelled")
    func subscriptionEndsWithItsReader() async throws {
        let presence = InProcessPresence(clock: clock)
        let stream = try await presence.subscribe(NodeID("node"))
        let reader = Task {
            for await _ in stream {}
        }
        reader.cancel()
        await reader.value
        #expect(presence.subscribers == 0)
    }
}
