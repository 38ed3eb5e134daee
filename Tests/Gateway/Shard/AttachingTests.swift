import Chat
import Contracts
import JSON
import RPC
import Synchronization
import Testing

@testable import Gateway

/// What happens between asking whether a user may attach and being there.
@Suite(.timeLimit(.minutes(1))) struct AttachingTests {
    private static func banned(by gateway: GatewayStub) async throws {
        let ban = AccessPair(want: Script.member.want, given: 0)
        let event = Event(
            topic: "\(Script.group)",
            accessChanged: AccessChanged(user: Script.alice.rawValue, old: Script.member, new: ban))
        _ = try await gateway.deliver(DeliverRequest(deliveries: [Delivery(event: event)]))
    }

    @Test("A user who is banned meanwhile is kept out")
    func ban() async throws {
        try await GatewayBench.run { gateway in
            var script = Script()
            script.whileSubscribing = { try await Self.banned(by: gateway) }
            script.view = { Script.view(AccessPair(want: Script.member.want, given: 0)) }
            return script
        } _: { bench in
            let client = try await bench.client()
            #expect(try await client.ask(Script.subscribe) == 403)
            #expect(try await client.ask(#"{"pub":{"topic":"\#(Script.group)","content":1}}"#) == 409)
        }
    }

    @Test("A message that others get while the head is on its way counts in the head that the user is told")
    func overtaken() async throws {
        let readings = Mutex(0)
        try await GatewayBench.run { gateway in
            var script = Script()
            script.head = {
                let reading = readings.withLock { readings in
                    readings += 1
                    return readings
                }
                guard reading > 1 else { return 0 }
                let message = CommittedMessage(message: .numbered(1))
                _ = try await gateway.deliver(DeliverRequest(deliveries: [Delivery(message: message)]))
                return 0
            }
            return script
        } _: { bench in
            let first = try await bench.attached()
            let second = try await bench.client()
            let request = #"{"sub":{"id":"sub","topic":"\#(Script.group)","get":{"what":"desc"}}}"#
            #expect(try await second.ask(request) == 200)
            let answer = try await second.next().object?["meta"]?.object?["desc"]
            #expect(answer?.object?["seq"]?.int == 1)
            try await bench.deliver(2...2)
            #expect(try await second.sequences(1) == [2])
            #expect(try await first.sequences(2) == [1, 2])
        }
    }

    @Test("A topic that is deleted meanwhile is not found")
    func deletion() async throws {
        try await GatewayBench.run { gateway in
            var script = Script()
            script.whileSubscribing = {
                let event = Event(topic: "\(Script.group)", topicDeleted: TopicDeleted())
                _ = try await gateway.deliver(DeliverRequest(deliveries: [Delivery(event: event)]))
            }
            script.view = { throw RPCStatus.topicNotFound }
            return script
        } _: { bench in
            let client = try await bench.client()
            #expect(try await client.ask(Script.subscribe) == 404)
        }
    }

    @Test("A change that leaves the user in lets the user in, with the access that holds now")
    func lesser() async throws {
        try await GatewayBench.run { gateway in
            var script = Script()
            script.whileSubscribing = { try await Self.banned(by: gateway) }
            let reader = AccessPair(want: Script.member.want, given: AccessMode([.join, .read]).mask)
            script.view = { Script.view(reader) }
            return script
        } _: { bench in
            let client = try await bench.attached()
            #expect(
                try await client.ask(#"{"pub":{"id":"p","topic":"\#(Script.group)","content":1}}"#) == 403)
        }
    }
}
