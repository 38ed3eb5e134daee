import RPC
import Testing

@Suite("Unary calls") struct UnaryCallTests {
    private func router(
        _ post: @escaping @Sendable (Letter, CallContext) async throws -> Letter
    ) -> RPCRouter {
        RPCRouter([MailService(post: post)])
    }

    @Test("bring back the handler's answer", arguments: CallBench.allCases)
    func answer(bench: CallBench) async throws {
        try await bench.serve(router { letter, _ in Letter(text: letter.text + "!", number: letter.number + 1) }) {
            client in
            let answer = try await client.call(Letter.post, Letter(text: "hi", number: 1), options: .patient)
            #expect(answer == Letter(text: "hi!", number: 2))
            let empty = try await client.call(Letter.post, Letter(), options: .patient)
            #expect(empty == Letter(text: "!", number: 1))
        }
    }

    @Test("bring failures over whole", arguments: CallBench.allCases)
    func failures(bench: CallBench) async throws {
        let text = "some text, 100 %, größer\n"
        let router = router { letter, _ in
            throw RPCStatus(
                StatusCode(rawValue: Int32(letter.number)) ?? .ok, reason: "some_reason", message: text,
                retryAfter: .milliseconds(1500))
        }
        try await bench.serve(router) { client in
            for code in StatusCode.allCases where code != .ok {
                let status = RPCStatus(code, reason: "some_reason", message: text, retryAfter: .milliseconds(1500))
                let failure = await #expect(throws: RPCStatus.self) {
                    try await client.call(Letter.post, Letter(number: Int64(code.rawValue)), options: .patient)
                }
                #expect(failure == status)
            }
        }
    }

    @Test("turn an error that nobody planned for into `internal`, without its text", arguments: CallBench.allCases)
    func unplanned(bench: CallBench) async throws {
        struct Secret: Error {}
        try await bench.serve(router { _, _ in throw Secret() }) { client in
            let failure = await #expect(throws: RPCStatus.self) {
                try await client.call(Letter.post, Letter(), options: .patient)
            }
            #expect(failure == RPCStatus(.internal))
        }
    }

    @Test("bring metadata over, and back", arguments: CallBench.allCases)
    func metadata(bench: CallBench) async throws {
        let router = router { _, context in
            context.answerMetadata?.add("answered-by", "me")
            return Letter(text: context.metadata.fields.map { "\($0.name)=\($0.value)" }.joined(separator: ","))
        }
        try await bench.serve(router) { client in
            var options = CallOptions.patient
            options.metadata.add("Parley-Actor", "a")
            options.metadata.add("b", "1")
            options.metadata.add("b", "2")
            let answerMetadata = AnswerMetadata()
            options.answerMetadata = answerMetadata
            let answer = try await client.call(Letter.post, Letter(), options: options)
            #expect(answer.text == "parley-actor=a,b=1,b=2")
            #expect(answerMetadata.metadata["answered-by"] == "me")
        }
    }

    @Test("tell the handler until when it has time", arguments: CallBench.allCases)
    func deadlineIsTold(bench: CallBench) async throws {
        let hour = Duration.seconds(3600)
        let start = ContinuousClock.now
        let router = router { _, context in
            // HTTP/2 carries a timeout in whole units, rounded up by less than one.
            let latest = ContinuousClock.now + hour + .seconds(1)
            let isRight = context.deadline.map { $0 >= start + hour && $0 <= latest }
            return Letter(text: isRight.map { "\($0)" } ?? "none")
        }
        try await bench.serve(router) { client in
            let timed = try await client.call(Letter.post, Letter(), options: CallOptions(timeout: hour))
            #expect(timed.text == "true")
            let endless = try await client.call(Letter.post, Letter(), options: CallOptions(timeout: nil))
            #expect(endless.text == "none")
        }
    }

    @Test("are unimplemented where nobody serves the method", arguments: CallBench.allCases)
    func unknownMethod(bench: CallBench) async throws {
        try await bench.serve(RPCRouter()) { client in
            let failure = await #expect(throws: RPCStatus.self) {
                try await client.call(Letter.post, Letter(), options: .patient)
            }
            #expect(failure?.code == .unimplemented)
            #expect(failure?.reason == "not_implemented")
        }
    }

    @Test("carry large messages, which take many windows", arguments: CallBench.allCases)
    func largeMessages(bench: CallBench) async throws {
        try await bench.serve(router { letter, _ in letter }) { client in
            let letter = Letter(text: String(repeating: "0123456789", count: 350_000))
            let answer = try await client.call(Letter.post, letter, options: .patient)
            #expect(answer == letter)
        }
    }

    @Test("bring back their own answer each, a thousand at once", arguments: CallBench.allCases)
    func concurrency(bench: CallBench) async throws {
        let router = router { letter, _ in
            await Task.yield()
            return Letter(number: letter.number * 2)
        }
        // Fewer streams than calls: the others wait for their turn.
        var settings = HTTP2ConnectionSettings()
        settings.http2.maxConcurrentStreams = 100
        try await bench.serve(router, settings: settings) { client in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<1000 as Range<Int64> {
                    let options = CallOptions(timeout: .seconds(3600 - number % 7))
                    group.addTask {
                        try await client.call(Letter.post, Letter(number: number), options: options).number == number
                            * 2
                    }
                }
                for try await isRight in group {
                    #expect(isRight)
                }
            }
        }
    }

    @Test("end at their deadline, and what serves them is cancelled", arguments: CallBench.allCases)
    func deadline(bench: CallBench) async throws {
        let (reached, cancelled) = (Reached(), Signal())
        let router = router { letter, _ in
            reached.mark()
            await Task.untilCancelled()
            cancelled.send()
            return letter
        }
        try await bench.serve(router) { client in
            try await reached.call { options in
                let failure = await #expect(throws: RPCStatus.self) {
                    try await client.call(Letter.post, Letter(), options: options)
                }
                #expect(failure?.code == .deadlineExceeded)
            }
            await cancelled.wait()
        }
    }

    @Test("never reach the handler without time left", arguments: CallBench.allCases)
    func noTimeLeft(bench: CallBench) async throws {
        let router = router { letter, _ in
            Issue.record("the handler was asked")
            return letter
        }
        try await bench.serve(router) { client in
            for timeout in [Duration.zero, .seconds(-1)] {
                let failure = await #expect(throws: RPCStatus.self) {
                    try await client.call(Letter.post, Letter(), options: CallOptions(timeout: timeout))
                }
                #expect(failure == RPCStatus(.deadlineExceeded))
            }
        }
    }

    @Test("are cancelled with their caller, at the handler too", arguments: CallBench.allCases)
    func cancellation(bench: CallBench) async throws {
        let (started, cancelled) = (Signal(), Signal())
        let router = router { letter, _ in
            started.send()
            await Task.untilCancelled()
            cancelled.send()
            try Task.checkCancellation()
            return letter
        }
        try await bench.serve(router) { client in
            let call = Task { try await client.call(Letter.post, Letter(), options: CallOptions(timeout: nil)) }
            await started.wait()
            call.cancel()
            let failure = await #expect(throws: RPCStatus.self) { try await call.value }
            #expect(failure?.code == .cancelled)
            await cancelled.wait()
        }
    }

    @Test("disturb no other when they fail", arguments: CallBench.allCases)
    func independence(bench: CallBench) async throws {
        let router = router { letter, _ in
            guard letter.number != 0 else { throw RPCStatus(.notFound) }
            await Task.yield()
            return letter
        }
        try await bench.serve(router) { client in
            try await withThrowingTaskGroup(of: Int64.self) { group in
                for number in 1...50 as ClosedRange<Int64> {
                    group.addTask {
                        try await client.call(Letter.post, Letter(number: number), options: .patient).number
                    }
                    let failure = await #expect(throws: RPCStatus.self) {
                        try await client.call(Letter.post, Letter(), options: .patient)
                    }
                    #expect(failure == RPCStatus(.notFound))
                }
                var sum: Int64 = 0
                for try await number in group { sum += number }
                #expect(sum == 1275)
            }
        }
    }
}
