import RPC
import Synchronization
import Testing

@Suite("Streams") struct StreamCallTests {
    @Test("bring many answers to one request", arguments: CallBench.allCases)
    func serverStreaming(bench: CallBench) async throws {
        var router = RPCRouter()
        router.serverStreaming(Letter.fetch) { request, responses, _ in
            for number in 0..<request.number {
                try await responses.send(Letter(text: request.text, number: number))
            }
        }
        try await bench.serve(router) { client in
            let numbers = try await client.serverStreaming(Letter.fetch, Letter(text: "a", number: 500)) { responses in
                var numbers: [Int64] = []
                for try await letter in responses where letter.text == "a" { numbers.append(letter.number) }
                return numbers
            }
            #expect(numbers == Array(0..<500))
            let none = try await client.serverStreaming(Letter.fetch, Letter()) { responses in
                try await responses.reduce(into: 0) { count, _ in count += 1 }
            }
            #expect(none == 0)
        }
    }

    @Test("bring one answer to many requests", arguments: CallBench.allCases)
    func clientStreaming(bench: CallBench) async throws {
        var router = RPCRouter()
        router.clientStreaming(Letter.collect) { requests, _ in
            var sum = Letter()
            for try await letter in requests { sum.number += letter.number }
            return sum
        }
        try await bench.serve(router) { client in
            let sum = try await client.clientStreaming(Letter.collect) { requests in
                for number in 1...1000 as ClosedRange<Int64> { try await requests.send(Letter(number: number)) }
            }
            #expect(sum.number == 500_500)
            let nothing = try await client.clientStreaming(Letter.collect) { _ in }
            #expect(nothing == Letter())
        }
    }

    @Test("go both ways at once", arguments: CallBench.allCases)
    func bidirectional(bench: CallBench) async throws {
        try await bench.serve(Self.echo) { client in
            let answers = try await client.bidirectional(Letter.exchange) { requests, responses in
                var answers: [Int64] = []
                let iterator = responses.makeAsyncIterator()
                for number in 0..<200 as Range<Int64> {
                    try await requests.send(Letter(number: number))
                    if let answer = try await iterator.next() { answers.append(answer.number) }
                }
                requests.finish()
                #expect(try await iterator.next() == nil)
                return answers
            }
            #expect(answers == Array(0..<200))
        }
    }

    @Test("end with the handler's status, after what it sent before", arguments: CallBench.allCases)
    func failure(bench: CallBench) async throws {
        let status = RPCStatus(.aborted, reason: "enough", message: "no more", retryAfter: .seconds(1))
        var router = RPCRouter()
        router.serverStreaming(Letter.fetch) { request, responses, _ in
            for number in 0..<request.number { try await responses.send(Letter(number: number)) }
            throw status
        }
        try await bench.serve(router) { client in
            for count in [0, 3] as [Int64] {
                let (received, failure) = try await client.serverStreaming(Letter.fetch, Letter(number: count)) {
                    responses in
                    var received: Int64 = 0
                    do {
                        for try await _ in responses { received += 1 }
                        return (received, nil as RPCStatus?)
                    } catch {
                        return (received, error as? RPCStatus)
                    }
                }
                #expect(received == count)
                #expect(failure == status)
            }
        }
    }

    @Test("are unimplemented where nobody serves the method", arguments: CallBench.allCases)
    func unknownMethod(bench: CallBench) async throws {
        try await bench.serve(RPCRouter()) { client in
            let failure = await #expect(throws: RPCStatus.self) {
                try await client.serverStreaming(Letter.fetch, Letter()) { responses in
                    for try await _ in responses {}
                }
            }
            #expect(failure?.code == .unimplemented)
        }
    }

    @Test("hold a sender back whose reader does not read", arguments: CallBench.allCases)
    func backpressure(bench: CallBench) async throws {
        let size = 16 * 1024
        let sent = Counter()
        var router = RPCRouter()
        let letter = Letter(text: String(repeating: "x", count: size))
        router.serverStreaming(Letter.fetch) { request, responses, _ in
            for _ in 0..<request.number {
                try await responses.send(letter)
                sent.increment()
            }
        }
        router.unary(Letter.post) { letter, _ in letter }
        try await bench.serve(router) { client in
            let total: Int64 = 2000
            let count = try await client.serverStreaming(Letter.fetch, Letter(number: total)) { responses in
                let iterator = responses.makeAsyncIterator()
                _ = try await iterator.next()
                // Other calls come and go while this one stands still.
                for _ in 0..<200 { _ = try await client.call(Letter.post, Letter(), options: .patient) }
                // Both sides' buffers together are far smaller than what the handler would like to send.
                #expect(sent.value * size < 4 * 1024 * 1024)
                var count: Int64 = 1
                while try await iterator.next() != nil { count += 1 }
                return count
            }
            #expect(count == total)
        }
    }

    @Test("hold a client back whose service does not read", arguments: CallBench.allCases)
    func requestBackpressure(bench: CallBench) async throws {
        let size = 16 * 1024
        let release = Signal()
        var router = RPCRouter()
        router.clientStreaming(Letter.collect) { requests, _ in
            await release.wait()
            var count = Letter()
            for try await _ in requests { count.number += 1 }
            return count
        }
        router.unary(Letter.post) { letter, _ in letter }
        try await bench.serve(router) { client in
            let sent = Counter()
            let letter = Letter(text: String(repeating: "x", count: size))
            async let answer = client.clientStreaming(Letter.collect) { requests in
                for _ in 0..<1000 {
                    try await requests.send(letter)
                    sent.increment()
                }
            }
            for _ in 0..<200 { _ = try await client.call(Letter.post, Letter(), options: .patient) }
            #expect(sent.value * size < 4 * 1024 * 1024)
            release.send()
            #expect(try await answer.number == 1000)
        }
    }

    @Test("are cancelled when the caller leaves", arguments: CallBench.allCases)
    func leaving(bench: CallBench) async throws {
        let cancelled = Signal()
        var router = RPCRouter()
        router.serverStreaming(Letter.fetch) { _, responses, _ in
            try await responses.send(Letter(text: "first"))
            await Task.untilCancelled()
            cancelled.send()
        }
        try await bench.serve(router) { client in
            let first = try await client.serverStreaming(Letter.fetch, Letter()) { responses in
                try await responses.first { _ in true }
            }
            #expect(first?.text == "first")
            await cancelled.wait()
        }
    }

    @Test("are cancelled with their caller's task", arguments: CallBench.allCases)
    func cancellation(bench: CallBench) async throws {
        let (started, cancelled) = (Signal(), Signal())
        var router = RPCRouter()
        router.bidirectional(Letter.exchange) { requests, _, _ in
            started.send()
            do {
                for try await _ in requests {}
            } catch {
                cancelled.send()
            }
        }
        try await bench.serve(router) { client in
            let call = Task {
                try await client.bidirectional(Letter.exchange) { _, responses in
                    for try await _ in responses {}
                }
            }
            await started.wait()
            call.cancel()
            let failure = await #expect(throws: RPCStatus.self) { try await call.value }
            #expect(failure?.code == .cancelled)
            await cancelled.wait()
        }
    }

    @Test("end at their deadline", arguments: CallBench.allCases)
    func deadline(bench: CallBench) async throws {
        let (reached, cancelled) = (Reached(), Signal())
        var router = RPCRouter()
        router.serverStreaming(Letter.fetch) { _, _, _ in
            reached.mark()
            await Task.untilCancelled()
            cancelled.send()
        }
        try await bench.serve(router) { client in
            try await reached.call { options in
                let failure = await #expect(throws: RPCStatus.self) {
                    try await client.serverStreaming(Letter.fetch, Letter(), options: options) { responses in
                        for try await _ in responses {}
                    }
                }
                #expect(failure?.code == .deadlineExceeded)
            }
            await cancelled.wait()
        }
    }

    @Test("give the answer of a service that does not want all requests", arguments: CallBench.allCases)
    func earlyAnswer(bench: CallBench) async throws {
        var router = RPCRouter()
        router.clientStreaming(Letter.collect) { requests, _ in
            try await requests.first { _ in true } ?? Letter()
        }
        try await bench.serve(router) { client in
            let answer = try await client.clientStreaming(Letter.collect) { requests in
                var number: Int64 = 7
                while true {
                    try await requests.send(Letter(number: number))
                    number += 1
                }
            }
            #expect(answer.number == 7)
        }
    }

    @Test("tell the service of a message that it cannot read", arguments: CallBench.allCases)
    func unreadable(bench: CallBench) async throws {
        var router = RPCRouter()
        router.stream(Letter.exchange.path) { source, sink, _ in
            while let message = try await source.next() { try await sink.send(message + [0x0A, 0x05]) }
        }
        try await bench.serve(router) { client in
            let failure = await #expect(throws: RPCStatus.self) {
                try await client.bidirectional(Letter.exchange) { requests, responses in
                    try await requests.send(Letter(text: "a"))
                    for try await _ in responses {}
                }
            }
            #expect(failure?.code == .internal)
            #expect(failure?.reason == "malformed")
        }
    }

    private static var echo: RPCRouter {
        var router = RPCRouter()
        router.bidirectional(Letter.exchange) { requests, responses, _ in
            for try await letter in requests { try await responses.send(letter) }
        }
        return router
    }

    private final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func increment() { count.withLock { $0 += 1 } }
    }
}
