import ParleyClient
import RunningCluster
import Testing

/// Promises 4 and 8: who reads nothing while much is said is dropped, and the others hear everything.
enum SlowReader {
    /// Far more than waits for one client, together with what the system keeps on the way.
    private static let messages = 150
    private static let size = 100 * 1024

    /// Has one of two listeners read nothing, and checks what they saw.
    static func watch(on cluster: RunningCluster) async throws {
        let alice = try await Client.patient("alice", at: cluster.clients[0]).client
        let topic = try #require(try await alice.subscribe("new").topic)
        let ledger = Ledger()
        let way = try await Way.open { [place = cluster.clients[0]] in String(place.trimmingPrefix("ws://")) }
        let slow = Listener("dave", in: topic, at: ["ws://127.0.0.1:\(way.port)"], ledger)
        let quick = Listener("eve", in: topic, at: [cluster.clients[0]], ledger)
        try await withThrowingTaskGroup { group in
            for listener in [slow, quick] { group.addTask { await listener.run() } }
            try await wait("both listen") { slow.connections.count == 1 && quick.connections.count == 1 }
            try await way.stall()
            for number in 1...messages {
                let text = "\(number) " + String(repeating: "x", count: size)
                ledger.publishing(text)
                ledger.conclude(text, .ok(try await alice.publish(topic, text: text, noEcho: true, key: "\(number)")))
            }
            try await wait("the quick one hears all") { quick.last == Int64(messages) }
            #expect(slow.last < messages)
            try await way.letGo()
            try await wait("the slow one comes back") { slow.connections.count == 2 }
            #expect(slow.last < messages)
            #expect(quick.connections.count == 1)
            group.cancelAll()
        }
        await alice.close()
        let histories = try await ledger.judge(topic, at: cluster.clients, as: "chaos, the slow reader")
        print("chaos, the slow reader: it had \(histories.heard.map(\.messages.count))")
    }
}
