import Chat
import Contracts
import JSON
import NIOCore
import Synchronization
import Testing

@testable import Gateway

/// Messages of a topic that come together.
@Suite(.timeLimit(.minutes(1))) struct MessageRunTests {
    private static let low = UserID(rawValue: 1) ?? .random()
    private static let high = UserID(rawValue: 2) ?? .random()

    private static func message(_ sequence: Int64, from origin: Origin? = nil, bytes: Int = 2) -> Delivery {
        Delivery(message: CommittedMessage(message: .numbered(sequence, bytes: bytes), origin: origin))
    }

    @Test("They go to everybody who is attached, each once and in order", arguments: [2, 30_000])
    func all(bytes: Int) async throws {
        try await GatewayBench.run { _ in
            Script()
        } _: { bench in
            let clients = [try await bench.attached(), try await bench.attached()]
            _ = try await bench.stub.deliver(
                DeliverRequest(deliveries: (1...9).map { Self.message($0, bytes: bytes) }))
            try await bench.deliver(10...10)
            for client in clients { #expect(try await client.sequences(10) == Array(1...10)) }
        }
    }

    @Test("Whoever wants no echo gets all but their own")
    func withoutEcho() async throws {
        let (origins, submitted) = AsyncStream<Origin>.makeStream()
        try await GatewayBench.run { _ in
            var script = Script()
            script.submit = { request in
                for origin in request.submissions.compactMap(\.origin) { submitted.yield(origin) }
                return SubmitReply(outcomes: request.submissions.map { _ in SubmitOutcome() })
            }
            return script
        } _: { bench in
            let (author, other) = (try await bench.attached(), try await bench.attached())
            try await author.send(#"{"pub":{"id":"1","topic":"\#(Script.group)","noecho":true,"content":1}}"#)
            var all = origins.makeAsyncIterator()
            let origin = try #require(await all.next())
            _ = try await bench.stub.deliver(
                DeliverRequest(deliveries: [Self.message(1), Self.message(2, from: origin), Self.message(3)]))
            #expect(try await author.code() == 202)
            #expect(try await author.sequences(2) == [1, 3])
            #expect(try await other.sequences(3) == [1, 2, 3])
        }
    }

    @Test("Whoever came later gets only what came after, and others all, what is missing among them included")
    func laterHead() async throws {
        let head = Mutex<Int64>(0)
        try await GatewayBench.run { _ in
            var script = Script()
            script.head = { head.withLock(\.self) }
            script.replay = { HistoryReply(messages: ($0.from...$0.through).map { .numbered($0) }) }
            return script
        } _: { bench in
            let early = try await bench.attached()
            head.withLock { $0 = 2 }
            let late = try await bench.attached()
            try await bench.deliver(3...3)
            _ = try await bench.stub.deliver(DeliverRequest(deliveries: [4, 5, 8].map { Self.message($0) }))
            #expect(try await early.sequences(8) == Array(1...8))
            #expect(try await late.sequences(6) == Array(3...8))
        }
    }

    @Test("Whoever is not looking is told of each, and of their own without a name")
    func onMe() async throws {
        try await GatewayBench.run { _ in
            Script()
        } _: { bench in
            let (looking, client) = (try await bench.attached(), try await bench.client())
            for each in [looking, client] {
                #expect(try await each.ask(#"{"sub":{"id":"me","topic":"me"}}"#) == 200)
            }
            var deliveries = (1...5).map { Self.message($0) }
            deliveries[0].recipients = [
                Recipient(user: Self.low.rawValue), Recipient(user: Script.alice.rawValue),
            ]
            for index in [1, 2, 4] { deliveries[index].hasSameRecipients = true }
            deliveries[2].message?.message?.sender = Script.alice.rawValue
            // Nobody is to be told of the fourth, nor of the fifth, which says so by the fourth.
            deliveries.append(Self.message(6))
            deliveries[5].recipients = [Recipient(user: Script.alice.rawValue)]
            _ = try await bench.stub.deliver(DeliverRequest(deliveries: deliveries))
            var told: [String] = []
            while told.count < 4 {
                guard let news = try await client.next().object?["pres"]?.object, news["what"]?.string == "msg"
                else { continue }
                told.append("\(news["seq"]?.int ?? 0) \(news["act"]?.string ?? "")")
            }
            let other = UserID(rawValue: 0x3333)?.description ?? ""
            #expect(told == ["1 \(other)", "2 \(other)", "3 ", "6 \(other)"])
            #expect(try await looking.sequences(6) == Array(1...6))
        }
    }

    @Test("Each is sent what they would be sent one by one", arguments: [Script.group, .p2p(low, high)])
    func views(topic: TopicID) {
        let messages = (1...3).compactMap { sequence in
            OutboundMessage(
                StoredMessage(
                    topic: "\(topic)", sequence: sequence, sender: Self.low.rawValue, at: 1, content: [0x31]),
                origin: nil)
        }
        let run = MessageRun(messages)
        for (user, asReader) in [(Self.low, false), (Self.high, false), (Self.low, true), (Self.low, false)] {
            let frames = messages.map { asReader ? $0.readerFrame() : $0.frame(for: user) }
            let plain = run.frames(for: user, asReader: asReader).plain
            #expect(Array(plain.readableBytesView) == frames.flatMap { Array($0.plain.readableBytesView) })
        }
    }

    @Test("What else happens in the topic keeps its place among them")
    func amongEvents() async throws {
        try await GatewayBench.run { _ in
            Script()
        } _: { bench in
            let client = try await bench.attached()
            let deletion = Event(
                topic: "\(Script.group)",
                messagesDeleted: MessagesDeleted(deleteID: 1, ranges: [SequenceRange(low: 1, high: 2)]))
            _ = try await bench.stub.deliver(
                DeliverRequest(deliveries: [
                    Self.message(1), Self.message(2), Delivery(event: deletion), Self.message(3),
                ]))
            var heard: [String] = []
            while heard.last != "3" {
                let next = try await client.next().object
                if let sequence = next?["data"]?.object?["seq"]?.int { heard.append("\(sequence)") }
                if let what = next?["pres"]?.object?["what"]?.string { heard.append(what) }
            }
            #expect(heard == ["1", "2", "del", "3"])
        }
    }
}
