import Presence
import Testing

@Suite("Several processes with one Redis", .timeLimit(.minutes(2)))
struct RedisSharingTests {
    private let server: RedisServer
    private let one: RedisPresence
    private let other: RedisPresence

    init() async throws {
        server = try await RedisServer()
        one = try RedisPresence(server.address, settings: .forTests, logger: .silent)
        other = try RedisPresence(server.address, settings: .forTests, logger: .silent)
    }

    @Test("leases and interest of one are seen by the other")
    func leasesAndInterest() async throws {
        let node = NodeID("node")
        try await one.renewLease(node, address: "10.0.0.1:7001", ttl: .seconds(60))
        try await one.addInterest(["grpA"], node: node)
        #expect(try await other.address(of: node) == "10.0.0.1:7001")
        #expect(try await other.nodes() == [node: "10.0.0.1:7001"])
        #expect(try await other.interested(in: ["grpA", "grpB"]) == [[node], []])
        try await other.releaseLease(node)
        #expect(try await one.interested(in: ["grpA"]) == [[]])
    }

    @Test("what one publishes reaches the subscribers of the other, and its own")
    func bus() async throws {
        let (near, far) = (NodeID("near"), NodeID("far"))
        var heardNear = try await one.subscribe(near).makeAsyncIterator()
        var heardFar = try await other.subscribe(far).makeAsyncIterator()
        for number: UInt8 in 0..<100 {
            one.publish([number], to: [near, far])
        }
        for number: UInt8 in 0..<100 {
            #expect(await heardNear.next() == [number])
            #expect(await heardFar.next() == [number])
        }
        #expect(one.unsentPayloads == 0 && other.droppedPayloads == 0)
    }

    @Test("a bucket is one bucket for all")
    func bucket() async throws {
        let limit = RateLimit(capacity: 10, refillPerSecond: 0.001)
        let (one, other) = (one, other)
        let allowed = try await withThrowingTaskGroup(of: RateDecision.self) { group in
            for number in 0..<40 {
                let presence = number.isMultiple(of: 2) ? one : other
                group.addTask { try await presence.take(1, from: "logins", limit: limit) }
            }
            return try await group.reduce(0) { $0 + ($1 == .allowed ? 1 : 0) }
        }
        #expect(allowed == 10)
    }

    @Test("a server whose clock was set back has nobody wait for more than a bucket can lack")
    func clockSetBack() async throws {
        try await server.command("SET", "parley:bucket:logins", "9000000000000000")
        let limit = RateLimit(capacity: 10, refillPerSecond: 2)
        #expect(try await one.take(1, from: "logins", limit: limit) == .retry(after: .milliseconds(500)))
    }

    @Test("suites with other prefixes share nothing")
    func prefixes() async throws {
        var settings = RedisPresence.Settings.forTests
        settings.prefix = "chat2:"
        let stranger = try RedisPresence(server.address, settings: settings, logger: .silent)
        let node = NodeID("node")
        try await one.renewLease(node, address: "a", ttl: .seconds(60))
        try await one.addInterest(["grpA"], node: node)
        #expect(try await stranger.nodes().isEmpty)
        #expect(try await stranger.interested(in: ["grpA"]) == [[]])
        let keys = try await server.command("KEYS", "*").split(separator: "\n")
        #expect(!keys.isEmpty && keys.allSatisfy { $0.hasPrefix("parley:") })
    }

    @Test("what is left of a lease that ran out is cleared away by others, piece by piece, and each key told once")
    func sweeping() async throws {
        let (gone, living) = (NodeID("gone"), NodeID("living"))
        try await one.renewLease(gone, address: "a", ttl: .seconds(60))
        try await one.addInterest((0..<2_500).map { "grp\($0)" }, node: gone)
        let held = try await server.command("--scan", "--pattern", "parley:held:*").filter { !$0.isWhitespace }
        try await one.renewLease(living, address: "b", ttl: .seconds(60))
        try await one.addInterest(["grp1"], node: living)
        try await server.command("DEL", "parley:lease:gone")

        var abandoned: [String] = []
        for left in ["1500", "500", "0"] {
            abandoned += try await other.takeAbandoned()
            let found = try await server.command("SCARD", held).filter(\.isNumber)
            #expect(found == left)
        }
        #expect(Set(abandoned) == Set((0..<2_500).map { "grp\($0)" }).subtracting(["grp1"]))
        #expect(abandoned.count == 2_499)
        #expect(try await one.takeAbandoned().isEmpty)
        let keys = try await server.command("KEYS", "*").split(separator: "\n")
        let kinds = Set(keys.map { $0.split(separator: ":")[1] })
        #expect(keys.count == 4 && kinds == ["lease", "leases", "interest", "held"])
        #expect(try await server.command("HLEN", "parley:leases").filter(\.isNumber) == "1")
        #expect(try await one.interested(in: ["grp1", "grp2"]) == [[living], []])
    }

    @Test("interest of a lease that ran out does not come back with the node, however much is still to be cleared away")
    func formerInterest() async throws {
        let node = NodeID("node")
        let keys = (0..<3_500).map { "grp\($0)" }
        try await one.renewLease(node, address: "a", ttl: .seconds(60))
        try await one.addInterest(keys, node: node)
        try await server.command("DEL", "parley:lease:node")
        #expect(try await one.renewLease(node, address: "a", ttl: .seconds(60)) == .started)
        #expect(try await server.command("--scan", "--pattern", "parley:interest:*").contains("grp"))
        #expect(try await other.interested(in: keys) == Array(repeating: [], count: keys.count))
        try await one.addInterest(["grp7"], node: node)
        for _ in 0..<4 {
            _ = try await one.takeAbandoned()
        }
        let answer = try await other.interested(in: keys)
        #expect(answer.enumerated().filter { !$0.element.isEmpty }.map(\.offset) == [7])
    }

    @Test("the connections end with presence")
    func endOfPresence() async throws {
        do {
            let passing = try RedisPresence(server.address, settings: .forTests, logger: .silent)
            _ = try await passing.nodes()
            _ = try await passing.subscribe(NodeID("node"))
        }
        _ = try await (one.nodes(), other.nodes())
        while try await server.command("CLIENT", "LIST").split(separator: "\n").count(where: { $0.contains("parley") })
            > 4
        {
            await Task.yield()
        }
        #expect(one.isConnected && other.isConnected)
    }

    @Test("a subscriber that leaves has Redis send no more")
    func unsubscribing() async throws {
        let node = NodeID("node")
        do {
            let stream = try await one.subscribe(node)
            let second = try await one.subscribe(node)
            #expect(try await server.command("PUBSUB", "NUMSUB", "parley:bus:node").contains("1"))
            withExtendedLifetime((stream, second)) {}
        }
        #expect(one.subscribers == 0)
        while try await !server.command("PUBSUB", "CHANNELS").allSatisfy(\.isWhitespace) {
            await Task.yield()
        }
        var again = try await one.subscribe(node).makeAsyncIterator()
        other.publish([1], to: [node])
        #expect(await again.next() == [1])
    }
}
