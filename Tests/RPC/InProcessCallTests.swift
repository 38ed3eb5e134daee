import RPC
import Testing

@Suite struct InProcessCallTests {
    @Test("A call brings back the handler's answer")
    func unary() async throws {
        let client = InProcessNetwork.client { letter, _ in Letter(text: letter.text + "!", number: letter.number + 1) }
        #expect(try await client.call(Letter.post, Letter(text: "hi", number: 1)) == Letter(text: "hi!", number: 2))
        #expect(try await client.call(Letter.post, Letter()) == Letter(text: "!", number: 1))
    }

    @Test("A failure crosses whole", arguments: StatusCode.allCases.filter { $0 != .ok })
    func failures(code: StatusCode) async {
        let status = RPCStatus(code, reason: "some_reason", message: "some text", retryAfter: .milliseconds(1500))
        for timeout in [Duration.seconds(3600), nil] {
            let client = InProcessNetwork.client { _, _ in throw status }
            await #expect(throws: status) {
                try await client.call(Letter.post, Letter(), options: CallOptions(timeout: timeout))
            }
        }
    }

    @Test("A handler is told what travels beside the request, and until when it has time")
    func context() async throws {
        let (contexts, continuation) = AsyncStream<CallContext>.makeStream()
        let client = InProcessNetwork.client { letter, context in
            continuation.yield(context)
            return letter
        }
        let hour = Duration.seconds(3600)
        var metadata = RPCMetadata()
        metadata.add("parley-actor", "a")
        let earliest = ContinuousClock.now + hour
        _ = try await client.call(Letter.post, Letter(), options: CallOptions(metadata: metadata, timeout: hour))
        let latest = ContinuousClock.now + hour
        _ = try await client.call(Letter.post, Letter(), options: CallOptions(timeout: nil))

        var received = contexts.makeAsyncIterator()
        let timed = try #require(await received.next())
        #expect(timed.metadata == metadata)
        #expect(timed.peer == "in-process")
        let deadline = try #require(timed.deadline)
        #expect((earliest...latest).contains(deadline))
        let endless = try #require(await received.next())
        #expect(endless.metadata == RPCMetadata())
        #expect(endless.deadline == nil)
    }

    @Test("A method that nobody serves is unimplemented")
    func unknownMethod() async {
        let network = InProcessNetwork()
        network.serve(RPCRouter(), at: "mail")
        let client = RPCClient(network.transport(to: "mail"))
        let failure = await #expect(throws: RPCStatus.self) { try await client.call(Letter.post, Letter()) }
        #expect(failure?.code == .unimplemented)
    }

    @Test("An address is unavailable until something is served there, and again when it is withdrawn")
    func addresses() async throws {
        let network = InProcessNetwork()
        let client = RPCClient(network.transport(to: "mail"))
        let early = await #expect(throws: RPCStatus.self) { try await client.call(Letter.post, Letter()) }
        #expect(early?.code == .unavailable)

        network.serve(RPCRouter([MailService { _, _ in Letter(text: "first") }]), at: "mail")
        network.serve(RPCRouter([MailService { _, _ in Letter(text: "elsewhere") }]), at: "gateway/1")
        #expect(try await client.call(Letter.post, Letter()).text == "first")
        network.serve(RPCRouter([MailService { _, _ in Letter(text: "second") }]), at: "mail")
        #expect(try await client.call(Letter.post, Letter()).text == "second")

        network.withdraw("mail")
        let late = await #expect(throws: RPCStatus.self) { try await client.call(Letter.post, Letter()) }
        #expect(late?.code == .unavailable)
    }

    @Test("A call that has begun is finished though its address is withdrawn")
    func withdrawnMidway() async throws {
        let network = InProcessNetwork()
        let router = RPCRouter([
            MailService { letter, _ in
                network.withdraw("mail")
                return letter
            }
        ])
        network.serve(router, at: "mail")
        let client = RPCClient(network.transport(to: "mail"))
        #expect(try await client.call(Letter.post, Letter(text: "a")).text == "a")
    }

    @Test("A thousand calls at once each bring back their own answer")
    func concurrency() async throws {
        let client = InProcessNetwork.client { letter, _ in
            await Task.yield()
            return Letter(number: letter.number * 2)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<1000 as Range<Int64> {
                let options = CallOptions(timeout: .seconds(3600 - number % 7))
                group.addTask {
                    let answer = try await client.call(Letter.post, Letter(number: number), options: options)
                    #expect(answer.number == number * 2)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("A handler may call another service")
    func nested() async throws {
        let inner = InProcessNetwork.client { letter, _ in Letter(text: letter.text + "b") }
        let outer = InProcessNetwork.client { letter, _ in
            try await inner.call(Letter.post, Letter(text: letter.text + "a"))
        }
        #expect(try await outer.call(Letter.post, Letter()).text == "ab")
    }

    @Test("A handler runs off the caller's executor", arguments: [Duration.seconds(3600), nil])
    func executor(timeout: Duration?) async throws {
        let client = InProcessNetwork.client { _, _ in Letter(text: QueueActor.isCurrent ? "caller's" : "another") }
        try await QueueActor().run { _ in
            #expect(QueueActor.isCurrent)
            let answer = try await client.call(Letter.post, Letter(), options: CallOptions(timeout: timeout))
            #expect(answer.text == "another")
            #expect(QueueActor.isCurrent)
        }
    }
}
