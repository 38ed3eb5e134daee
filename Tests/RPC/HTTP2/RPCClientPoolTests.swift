import RPC
import Synchronization
import Testing

@Suite struct RPCClientPoolTests {
    /// A server that says its name.
    private struct Replica {
        let server: HTTP2RPCServer
        let address: RPCAddress

        init(_ name: String, port: Int = 0) async throws {
            var router = RPCRouter()
            router.unary(Letter.post) { letter, _ in
                guard letter.number == 0 else { throw RPCStatus(.unavailable, reason: "busy") }
                return Letter(text: name)
            }
            server = HTTP2RPCServer(router)
            address = RPCAddress(host: "127.0.0.1", port: try await server.listen(host: "127.0.0.1", port: port))
        }
    }

    /// Runs a pool for the time of a body.
    private func withPool(
        _ resolver: RPCResolver, settings: PoolSettings = PoolSettings(),
        _ body: @Sendable (RPCClient) async throws -> Void
    ) async throws {
        let pool = RPCClientPool(resolver, settings: settings)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await pool.run() }
            try await body(RPCClient(pool))
            group.cancelAll()
        }
    }

    @Test("Calls go to the replicas in turn")
    func roundRobin() async throws {
        let (a, b) = (try await Replica("a"), try await Replica("b"))
        try await withPool(.fixed([a.address, b.address])) { client in
            var names: Set<String> = []
            // The first call may come when only one is connected.
            while names.count < 2 { names.insert(try await client.call(Letter.post, Letter(), options: .patient).text) }
            var counts: [String: Int] = [:]
            for _ in 0..<10 {
                counts[try await client.call(Letter.post, Letter(), options: .patient).text, default: 0] += 1
            }
            #expect(counts == ["a": 5, "b": 5])
        }
        await a.server.shutDown(grace: .zero)
        await b.server.shutDown(grace: .zero)
    }

    @Test("No call fails when a replica shuts down gracefully and another is there")
    func drain() async throws {
        let (a, b) = (try await Replica("a"), try await Replica("b"))
        try await withPool(.fixed([a.address, b.address])) { client in
            var names: Set<String> = []
            while names.count < 2 { names.insert(try await client.call(Letter.post, Letter(), options: .patient).text) }
            async let isDown: Void = a.server.shutDown(grace: .seconds(60))
            for _ in 0..<200 { _ = try await client.call(Letter.post, Letter(), options: .patient) }
            await isDown
            for _ in 0..<5 {
                let name = try await client.call(Letter.post, Letter(), options: .patient).text
                #expect(name == "b")
            }
        }
        await b.server.shutDown(grace: .zero)
    }

    @Test("A replica that comes back is found again")
    func reconnection() async throws {
        let a = try await Replica("a")
        try await withPool(.fixed([a.address])) { client in
            _ = try await client.call(Letter.post, Letter(), options: .patient)
            await a.server.shutDown(grace: .zero)
            let again = try await Replica("again", port: a.address.port)
            var name = ""
            while name.isEmpty {
                // Until the pool has noticed, calls fail as unavailable.
                name = (try? await client.call(Letter.post, Letter(), options: .patient).text) ?? ""
                await Task.yield()
            }
            #expect(name == "again")
            await again.server.shutDown(grace: .zero)
        }
    }

    @Test("Where nothing listens, calls are unavailable")
    func unreachable() async throws {
        let a = try await Replica("a")
        await a.server.shutDown(grace: .zero)
        try await withPool(.fixed([a.address])) { client in
            let failure = await #expect(throws: RPCStatus.self) {
                try await client.call(Letter.post, Letter(), options: .patient)
            }
            #expect(failure?.code == .unavailable)
        }
    }

    @Test("Only idempotent calls are made again when the service says that it is unavailable")
    func retries() async throws {
        let asked = Mutex(0)
        var router = RPCRouter()
        let read = RPCMethod<Letter, Letter>(service: "test.v1.Mail", name: "Read", isIdempotent: true)
        for method in [Letter.post, read] {
            router.unary(method) { letter, _ in
                asked.withLock { $0 += 1 }
                throw RPCStatus(.unavailable, reason: "busy")
            }
        }
        let server = HTTP2RPCServer(router)
        let port = try await server.listen(host: "127.0.0.1", port: 0)
        var settings = PoolSettings()
        settings.retry.base = .milliseconds(1)
        try await withPool(.fixed([RPCAddress(host: "127.0.0.1", port: port)]), settings: settings) { client in
            let first = await #expect(throws: RPCStatus.self) {
                try await client.call(Letter.post, Letter(), options: .patient)
            }
            #expect(first?.reason == "busy")
            let once = asked.withLock { $0 }
            #expect(once == 1)
            let second = await #expect(throws: RPCStatus.self) {
                try await client.call(read, Letter(), options: .patient)
            }
            #expect(second?.reason == "busy")
            let thrice = asked.withLock { $0 }
            #expect(thrice == 4)
        }
        await server.shutDown(grace: .zero)
    }

    @Test("A name is looked up")
    func names() async throws {
        let a = try await Replica("a")
        try await withPool(.names([RPCAddress(host: "localhost", port: a.address.port)])) { client in
            var name = ""
            while name.isEmpty {
                // The system may know another address of this machine, where nothing listens.
                name = (try? await client.call(Letter.post, Letter(), options: .patient).text) ?? ""
                await Task.yield()
            }
            #expect(name == "a")
        }
        await a.server.shutDown(grace: .zero)
    }
}
