import ParleyClient
import RunningCluster
import Testing

/// Private calls between two gateways, and what becomes of them when their parts are lost.
enum PrivateCalls {
    static func watch(on cluster: RunningCluster) async throws {
        let carol = try await Telephone("carol", at: cluster.clients[0])
        let dave = try await Telephone("dave", at: cluster.clients[1])
        try await withThrowingTaskGroup { group in
            for telephone in [carol, dave] { group.addTask { await telephone.listen() } }
            try await carol.client.subscribe(dave.user)
            try await dave.client.subscribe(carol.user)
            try await talk(carol, dave)
            try await loseTheConnection(dave, cluster)
            try await loseTheService(carol, dave, cluster)
            try await loseTheCaller(carol, dave, cluster)
            group.cancelAll()
        }
        await dave.client.close()
    }

    private static func talk(_ carol: Telephone, _ dave: Telephone) async throws {
        let call = try await carol.call(dave)
        try await wait("dave reads of the call") { dave.reads("started", of: call) }
        await #expect(throws: ClientError.self) { try await carol.call(dave) }
        try await dave.say("ringing", to: carol, about: call)
        try await wait("it rings") { carol.hears("ringing", about: call) }
        try await dave.say("accept", to: carol, about: call)
        try await wait("dave accepts") {
            carol.hears("accept", about: call) && [carol, dave].allSatisfy { $0.reads("accepted", of: call) }
        }
        try await carol.say("offer", to: dave, about: call)
        try await wait("dave hears the offer") { dave.hears("offer", about: call) }
        try await dave.say("hang-up", to: carol, about: call)
        try await wait("the call is finished") {
            [carol, dave].allSatisfy { $0.hears("hang-up", about: call) && $0.reads("finished", of: call) }
        }
    }

    /// A call ends with the connection of one of the two.
    private static func loseTheConnection(_ dave: Telephone, _ cluster: RunningCluster) async throws {
        let carol = try await Telephone("carol", at: cluster.clients[0])
        try await carol.client.subscribe(dave.user)
        let call = try await carol.call(dave)
        try await wait("dave reads of the call") { dave.reads("started", of: call) }
        try await dave.say("accept", to: carol, about: call)
        try await wait("dave accepts") { dave.reads("accepted", of: call) }
        await carol.client.close()
        try await wait("the call is over") {
            dave.hears("hang-up", about: call) && dave.reads("disconnected", of: call)
        }
    }

    /// A call outlives the service that keeps it.
    private static func loseTheService(_ carol: Telephone, _ dave: Telephone, _ cluster: RunningCluster) async throws {
        let call = try await carol.call(dave)
        try await wait("dave reads of the call") { dave.reads("started", of: call) }
        try await cluster.kill("call-token")
        try await cluster.launch("call-token")
        for _ in 0..<300 where !carol.hears("accept", about: call) {
            try await dave.say("accept", to: carol, about: call)
            try await Task.sleep(for: .milliseconds(200))
        }
        try await wait("dave accepts") { [carol, dave].allSatisfy { $0.reads("accepted", of: call) } }
        try await carol.say("hang-up", to: dave, about: call)
        try await wait("the call with a service that was lost is finished") {
            [carol, dave].allSatisfy { $0.reads("finished", of: call) }
        }
        #expect([carol, dave].map { $0.times("accepted", of: call) } == [1, 1])
    }

    /// A call ends when the gateway of one of the two is lost, and the other one may be called again.
    private static func loseTheCaller(_ carol: Telephone, _ dave: Telephone, _ cluster: RunningCluster) async throws {
        let call = try await carol.call(dave)
        try await wait("dave reads of the call") { dave.reads("started", of: call) }
        try await dave.say("accept", to: carol, about: call)
        try await wait("dave accepts") { carol.hears("accept", about: call) }
        try await cluster.kill("gateway-1")
        try await wait("the call is over") {
            dave.hears("hang-up", about: call) && dave.reads("disconnected", of: call)
        }
        try await cluster.launch("gateway-1")
    }
}
