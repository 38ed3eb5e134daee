import Contracts
import RPC
import Synchronization
import Testing

@testable import Gateway

/// Messages that did not come by the router are taken from history, or the sessions start again.
@Suite(.timeLimit(.minutes(1))) struct RepairTests {
    /// A topic whose head is told by others, and whose messages are all in its history.
    private static func script(head: @escaping @Sendable () -> Int64) -> Script {
        var script = Script()
        script.head = head
        script.replay = { HistoryReply(messages: ($0.from...$0.through).map { .numbered($0) }) }
        return script
    }

    @Test("A hole of any size is filled, a bounded piece at a time")
    func largeHole() async throws {
        let largest = Mutex<Int64>(0)
        try await GatewayBench.run { _ in
            var script = Script()
            script.replay = { request in
                largest.withLock { $0 = max($0, request.through - request.from + 1) }
                // The history itself may end a page early.
                let end = min(request.through, request.from + 69)
                return HistoryReply(
                    messages: (request.from...end).map { .numbered($0) }, hasMore: end < request.through)
            }
            return script
        } _: { bench in
            let client = try await bench.attached()
            try await bench.deliver(2501...2502)
            #expect(try await client.sequences(2502) == Array(1...2502))
        }
        #expect(largest.withLock(\.self) <= 100)
    }

    @Test("When history cannot be had the sessions are cut, and those who come back go on from the head")
    func noHistory() async throws {
        let head = Mutex<Int64>(0)
        try await GatewayBench.run { _ in
            var script = Script()
            script.head = { head.withLock(\.self) }
            script.replay = { _ in throw RPCStatus.unavailable() }
            return script
        } _: { bench in
            let client = try await bench.attached()
            try await bench.deliver(5...5)
            await client.socket.waitForEnd()
            head.withLock { $0 = 5 }
            let again = try await bench.attached()
            try await bench.deliver(6...6)
            #expect(try await again.sequences(1) == [6])
        }
    }

    @Test("A node that may have missed something looks, and its sessions get it")
    func missed() async throws {
        let head = Mutex<Int64>(0)
        try await GatewayBench.run { _ in
            Self.script { head.withLock(\.self) }
        } _: { bench in
            let client = try await bench.attached()
            head.withLock { $0 = 3 }
            _ = try await bench.stub.deliver(DeliverRequest(mayHaveMissed: true))
            #expect(try await client.sequences(3) == [1, 2, 3])
        }
    }

    @Test("A node that may have missed something puts out who may no longer be there")
    func missedBan() async throws {
        try await GatewayBench.run { _ in
            var script = Script()
            script.access = { nil }
            return script
        } _: { bench in
            let client = try await bench.attached()
            _ = try await bench.stub.deliver(DeliverRequest(mayHaveMissed: true))
            #expect(try await client.code() == 205)
            #expect(try await client.ask(#"{"pub":{"topic":"\#(Script.group)","content":1}}"#) == 409)
        }
    }

    @Test("Nobody is put out on a suspicion: news of what changed may be on its way")
    func suspected() async throws {
        let (asked, ask) = AsyncStream<Void>.makeStream()
        let answers = Atomic<Int>(0)
        try await GatewayBench.run { _ in
            var script = Script()
            script.access = {
                defer { ask.yield() }
                return answers.add(1, ordering: .relaxed).newValue == 1 ? nil : Script.member
            }
            return script
        } _: { bench in
            let client = try await bench.attached()
            _ = try await bench.stub.deliver(DeliverRequest(mayHaveMissed: true))
            var questions = asked.makeAsyncIterator()
            for _ in 1...2 { await questions.next() }
            #expect(try await client.ask(Script.subscribe) == 304)
        }
    }

    @Test("What can be asked is made good, and what cannot is asked again")
    func half() async throws {
        let head = Mutex<Int64>(0)
        let questions = Atomic<Int>(0)
        try await GatewayBench.run { _ in
            var script = Self.script { head.withLock(\.self) }
            script.access = {
                if questions.add(1, ordering: .relaxed).newValue == 1 { throw RPCStatus.unavailable() }
                return nil
            }
            return script
        } _: { bench in
            let client = try await bench.attached()
            head.withLock { $0 = 3 }
            _ = try await bench.stub.deliver(DeliverRequest(mayHaveMissed: true))
            #expect(try await client.sequences(3) == [1, 2, 3])
            #expect(try await client.code() == 205)
        }
    }
}
