import Presence
import Testing

extension PresenceContract {
    static var bus: [Promise] {
        [
            Promise("a subscriber gets what is published to its node, in order, whatever the bytes") {
                fixture async throws in
                let node = fixture.freshNode()
                let stream = try await fixture.presence.subscribe(node)
                let payloads: [[UInt8]] = [[], [0], Array(0...255), Array(repeating: 0xff, count: 100_000), [1]]
                for payload in payloads {
                    fixture.presence.publish(payload, to: [node])
                }
                #expect(await first(payloads.count, of: stream) == payloads)
            },
            Promise("only the nodes that were named get a payload") { fixture async throws in
                let nodes = (0..<3).map { fixture.freshNode("node-\($0)") }
                var streams: [AsyncStream<[UInt8]>] = []
                for node in nodes {
                    streams.append(try await fixture.presence.subscribe(node))
                }
                fixture.presence.publish([1], to: [nodes[0], nodes[2]])
                fixture.presence.publish([2], to: [nodes[1]])
                fixture.presence.publish([3], to: nodes)
                #expect(await first(2, of: streams[0]) == [[1], [3]])
                #expect(await first(2, of: streams[1]) == [[2], [3]])
                #expect(await first(2, of: streams[2]) == [[1], [3]])
            },
            Promise("each subscriber of a node gets each payload") { fixture async throws in
                let node = fixture.freshNode()
                let one = try await fixture.presence.subscribe(node)
                let other = try await fixture.presence.subscribe(node)
                fixture.presence.publish([7], to: [node])
                #expect(await first(1, of: one) == [[7]])
                #expect(await first(1, of: other) == [[7]])
            },
            Promise("publishing to nobody, or to a node that nobody listens for, does no harm") {
                fixture async throws in
                fixture.presence.publish([1], to: [])
                fixture.presence.publish([1], to: [fixture.freshNode()])
            },
            Promise("a reader that waits is woken") { fixture async throws in
                let node = fixture.freshNode()
                let stream = try await fixture.presence.subscribe(node)
                let reader = Task { await first(3, of: stream) }
                for number: UInt8 in 0..<3 {
                    await Task.yield()
                    fixture.presence.publish([number], to: [node])
                }
                #expect(await reader.value == [[0], [1], [2]])
            },
            Promise("a subscriber that does not read loses the oldest and keeps the newest, in order") {
                fixture async throws in
                let node = fixture.freshNode()
                let stream = try await fixture.presence.subscribe(node)
                let count = fixture.queuedPayloads * 2
                for number in 0..<count {
                    fixture.presence.publish(Array(String(number).utf8), to: [node])
                }
                var numbers: [Int] = []
                for await payload in stream {
                    numbers += [Int(String(decoding: payload, as: UTF8.self))].compactMap(\.self)
                    if numbers.last == count - 1 { break }
                }
                #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
                #expect(numbers.last == count - 1)
            },
            Promise("a reader that is cancelled ends") { fixture async throws in
                let stream = try await fixture.presence.subscribe(fixture.freshNode())
                let reader = Task { await first(1, of: stream) }
                await Task.yield()
                reader.cancel()
                #expect(await reader.value.isEmpty)
            },
        ]
    }

    private static func first(_ count: Int, of stream: AsyncStream<[UInt8]>) async -> [[UInt8]] {
        var payloads: [[UInt8]] = []
        for await payload in stream {
            payloads.append(payload)
            if payloads.count == count { break }
        }
        return payloads
    }
}
