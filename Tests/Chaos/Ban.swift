import ParleyClient
import RunningCluster
import Testing

/// Promise 6 at the worst moment: somebody is banned while there is no Redis.
///
/// Once put out, they hear nothing that is published and write nothing, while Redis is away and when it is back.
enum Ban {
    /// Bans one of three who are attached, and checks what they saw.
    static func watch(on cluster: RunningCluster) async throws {
        let alice = try await Client.patient("alice", at: cluster.clients[0]).client
        let topic = try #require(try await alice.subscribe("new").topic)
        let ledger = Ledger()
        let eve = cluster.clients.map { Listener("eve", in: topic, at: [$0], ledger) }
        let dave = Listener("dave", in: topic, at: [cluster.clients[1]], ledger)
        try await withThrowingTaskGroup { group in
            for listener in eve + [dave] { group.addTask { await listener.run() } }
            // Who was cut while another came has more than one.
            try await wait("all listen") { (eve + [dave]).allSatisfy { !$0.connections.isEmpty } }
            try await publish(1...20, to: topic, as: alice, ledger)
            try await wait("all hear") { (eve + [dave]).allSatisfy { $0.last == 20 } }
            try await cluster.kill("redis")
            let (someone, name) = try await Client.patient("eve", at: cluster.clients[1])
            await someone.close()
            _ = try await insisting { try await alice.invite(name, mode: "N", to: topic) }
            try await wait("eve is put out") { eve.allSatisfy(\.isPutOut) }
            ledger.ban(eve.flatMap(\.connections), from: 21)
            try await publish(21...40, to: topic, as: alice, ledger)
            try await tryToWrite("eve-1", to: topic, at: cluster.clients, ledger)
            try await cluster.launch("redis")
            try await publish(41...60, to: topic, as: alice, ledger)
            try await tryToWrite("eve-2", to: topic, at: cluster.clients, ledger)
            try await wait("dave hears") { dave.last == 60 }
            group.cancelAll()
        }
        await alice.close()
        let histories = try await ledger.judge(topic, at: cluster.clients, as: "chaos, the ban")
        #expect(histories.refused == ["eve-1", "eve-2"])
    }

    private static func publish(
        _ places: ClosedRange<Int64>, to topic: String, as author: Client, _ ledger: Ledger
    ) async throws {
        for place in places {
            let text = "ban-\(place)"
            ledger.publishing(text)
            let at = try await insisting { try await author.publish(topic, text: text, key: text) }
            ledger.conclude(text, .ok(at))
        }
    }

    /// Whoever was put out neither comes back nor writes without having come.
    private static func tryToWrite(
        _ text: String, to topic: String, at gateways: [String], _ ledger: Ledger
    ) async throws {
        for gateway in gateways {
            let client = try await Client.patient("eve", at: gateway).client
            await #expect(throws: ClientError.self) { try await client.subscribe(topic) }
            ledger.publishing(text)
            do throws(ClientError) {
                ledger.conclude(text, .ok(try await client.publish(topic, text: text, key: text)))
            } catch {
                switch error {
                case .refused(let code, _, _) where code < 429: ledger.conclude(text, .failed)
                default: ledger.conclude(text, .unknown)
                }
            }
            await client.close()
        }
    }
}
