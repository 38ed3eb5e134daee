import RPC
import Testing

@Suite struct InProcessCallTests {
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
