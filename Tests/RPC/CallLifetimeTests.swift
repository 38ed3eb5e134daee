import RPC
import Testing

/// How calls end otherwise than by their answer.
@Suite struct CallLifetimeTests {
    @Test("The handler is cancelled at the deadline, and the caller told")
    func deadline() async {
        let client = InProcessNetwork.client { letter, _ in
            await Task.untilCancelled()
            try Task.checkCancellation()
            return letter
        }
        await #expect(throws: RPCStatus(.deadlineExceeded)) {
            try await client.call(Letter.post, Letter(), options: CallOptions(timeout: .milliseconds(1)))
        }
    }

    @Test("An answer or a failure that comes after the deadline is too late", arguments: [true, false])
    func lateAnswer(succeeds: Bool) async {
        let client = InProcessNetwork.client { letter, _ in
            await Task.untilCancelled()
            guard succeeds else { throw RPCStatus(.notFound) }
            return letter
        }
        await #expect(throws: RPCStatus(.deadlineExceeded)) {
            try await client.call(Letter.post, Letter(), options: CallOptions(timeout: .milliseconds(1)))
        }
    }

    @Test("A call without time left never reaches the handler", arguments: [Duration.zero, .seconds(-1)])
    func noTimeLeft(timeout: Duration) async {
        let client = InProcessNetwork.client { letter, _ in
            Issue.record("the handler was asked")
            return letter
        }
        await #expect(throws: RPCStatus(.deadlineExceeded)) {
            try await client.call(Letter.post, Letter(), options: CallOptions(timeout: timeout))
        }
    }

    @Test("A deadline passes though calls with a later one were there before it")
    func earlierDeadline() async throws {
        let started = Signal()
        let release = Signal()
        let client = InProcessNetwork.client { letter, _ in
            if letter.text == "patient" {
                started.send()
                await release.wait()
            } else {
                await Task.untilCancelled()
            }
            return letter
        }
        let patient = Task {
            try await client.call(Letter.post, Letter(text: "patient"), options: CallOptions(timeout: .seconds(3600)))
        }
        await started.wait()
        await #expect(throws: RPCStatus(.deadlineExceeded)) {
            try await client.call(Letter.post, Letter(), options: CallOptions(timeout: .milliseconds(1)))
        }
        release.send()
        #expect(try await patient.value.text == "patient")
    }

    @Test("Deadlines pass one after the other, and calls made later have theirs")
    func manyDeadlines() async {
        let client = InProcessNetwork.client { letter, _ in
            await Task.untilCancelled()
            return letter
        }
        for _ in 0..<3 {
            await withTaskGroup(of: Void.self) { group in
                for milliseconds in [20, 1, 5, 1, 10] {
                    group.addTask {
                        await #expect(throws: RPCStatus(.deadlineExceeded)) {
                            let options = CallOptions(timeout: .milliseconds(milliseconds))
                            return try await client.call(Letter.post, Letter(), options: options)
                        }
                    }
                }
            }
        }
    }

    @Test("Cancelling the caller cancels the handler", arguments: [Duration.seconds(3600), nil])
    func cancellation(timeout: Duration?) async {
        let started = Signal()
        let client = InProcessNetwork.client { letter, _ in
            started.send()
            await Task.untilCancelled()
            try Task.checkCancellation()
            return letter
        }
        let call = Task { try await client.call(Letter.post, Letter(), options: CallOptions(timeout: timeout)) }
        await started.wait()
        call.cancel()
        await #expect(throws: RPCStatus(.cancelled)) { try await call.value }
    }

    @Test("A handler that has done its work though cancelled is believed", arguments: [Duration.seconds(3600), nil])
    func answerDespiteCancellation(timeout: Duration?) async throws {
        let started = Signal()
        let client = InProcessNetwork.client { letter, _ in
            started.send()
            await Task.untilCancelled()
            return letter
        }
        let call = Task {
            try await client.call(Letter.post, Letter(text: "a"), options: CallOptions(timeout: timeout))
        }
        await started.wait()
        call.cancel()
        #expect(try await call.value.text == "a")
    }

    @Test("A call of a task that is cancelled already is cancelled too", arguments: [Duration.seconds(3600), nil])
    func cancelledBefore(timeout: Duration?) async {
        let client = InProcessNetwork.client { letter, _ in
            Issue.record("the handler was asked")
            return letter
        }
        let begin = Signal()
        let call = Task {
            await begin.wait()
            return try await client.call(Letter.post, Letter(), options: CallOptions(timeout: timeout))
        }
        call.cancel()
        begin.send()
        await #expect(throws: RPCStatus(.cancelled)) { try await call.value }
    }

    @Test("A call that fails by itself cancels no other")
    func independence() async throws {
        // Nothing here may hang on the time that a busy machine takes.
        let options = CallOptions(timeout: .seconds(3600))
        let client = InProcessNetwork.client { letter, _ in
            guard letter.number != 0 else { throw RPCStatus(.notFound) }
            await Task.yield()
            try Task.checkCancellation()
            return letter
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...50 as ClosedRange<Int64> {
                group.addTask { _ = try await client.call(Letter.post, Letter(number: number), options: options) }
                await #expect(throws: RPCStatus(.notFound)) {
                    try await client.call(Letter.post, Letter(), options: options)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("Task-local values reach the handler", arguments: [Duration.seconds(3600), nil])
    func taskLocals(timeout: Duration?) async throws {
        let client = InProcessNetwork.client { _, _ in Letter(text: Trace.id) }
        let answer = try await Trace.$id.withValue("t1") {
            try await client.call(Letter.post, Letter(), options: CallOptions(timeout: timeout))
        }
        #expect(answer.text == "t1")
    }

    private enum Trace {
        @TaskLocal static var id = ""
    }
}
