import Foundation
import ParleyClient
import RunningCluster
import TestKit
import Testing

/// The promises, broken on purpose: while some publish and others listen, every part of the suite is lost in turn.
///
/// `make chaos` does it three times, each at other moments; `make test` loses a few parts once.
@Suite(.serialized, .timeLimit(.minutes(15))) struct ChaosTests {
    private static let all: [Fault] = [
        .loss(of: "gateway-1", letsFlow: true), .loss(of: "gateway-2", letsFlow: true),
        .loss(of: "message-1", letsFlow: true), .loss(of: "message-2", letsFlow: true),
        .loss(of: "push", letsFlow: true), .loss(of: "call-token", letsFlow: true), .loss(of: "auth"),
        .loss(of: "group"), .loss(of: "redis", letsFlow: true), .loss(of: "mongodb"), .standstill(of: "kafka"),
        .standstill(of: "message-1"), .standstill(of: "redis"), .lossBeforeCommit, .lossBeforeAcknowledgement,
        .lossBeforeFanOut, .rebalance(by: "message-3"), .rebalance(by: "push-2"), .silenceOfClients,
        .silence(towards: "redis"), .silence(towards: "message-1"), .silence(towards: "mongodb-1"), .startWithoutRedis,
    ]

    private static let isLong = ProcessInfo.processInfo.environment["PARLEY_CHAOS"] != nil

    /// What is lost in a round: in `make test` what comes back soonest.
    private static func faults(
        of round: Int, using random: inout SplitMix64
    ) -> [Fault] {
        guard isLong else {
            return [
                .loss(of: "push", letsFlow: true), .loss(of: "redis", letsFlow: true), .loss(of: "mongodb"),
                .lossBeforeCommit, .lossBeforeFanOut,
            ]
        }
        return round == 1 ? all : all.shuffled(using: &random)
    }

    private static var rounds: Int { isLong ? 3 : 1 }

    /// No fault is begun later, so that all is over in ten minutes.
    private static let time = Duration.seconds(480)

    @Test("Whatever is lost, no acknowledged message is, none comes twice or out of order, and all goes on")
    func losses() async throws {
        try await RunningCluster.run(ways: ["redis", "message-1", "mongodb-1", "mongodb-2"]) { cluster in
            let alice = try await Client.patient("alice", at: cluster.clients[0]).client
            let topic = try #require(try await alice.subscribe("new").topic)
            await alice.close()
            let edge = try await Way.open { [place = cluster.clients[0]] in String(place.trimmingPrefix("ws://")) }
            let stage = Stage(cluster: cluster, edge: edge, ledger: Ledger())
            try await Self.lose(everythingOn: stage, topic)
            #expect(stage.ledger.refusals.isEmpty, "\(stage.ledger.refusals.prefix(10))")
            let histories = try await stage.ledger.judge(topic, at: cluster.clients, as: "chaos")
            #expect(histories.acknowledged.count > 100)
            try await Ban.watch(on: cluster)
            if Self.isLong { try await SlowReader.watch(on: cluster) }
        }
    }

    @Test("Private calls go from gateway to gateway, and outlive the loss of what does not talk")
    func privateCalls() async throws {
        try await RunningCluster.run { try await PrivateCalls.watch(on: $0) }
    }

    private static func lose(everythingOn stage: Stage, _ topic: String) async throws {
        let (ledger, gateways) = (stage.ledger, stage.cluster.clients)
        let ways = ["ws://127.0.0.1:\(stage.edge.port)", gateways[1]]
        let authors = [
            Author("alice", in: topic, at: gateways, ledger), Author("bob", in: topic, at: ways, ledger),
            Author("carol", in: topic, at: gateways.reversed(), ledger),
        ]
        let listeners = [
            Listener("dave", in: topic, at: gateways.reversed(), ledger),
            Listener("eve", in: topic, at: ways.reversed(), ledger),
        ]
        try await withThrowingTaskGroup { group in
            for listener in listeners { group.addTask { await listener.run() } }
            let publishing = authors.map { author in Task { await author.run() } }
            do {
                try await wait("all listen") { listeners.allSatisfy { !$0.connections.isEmpty } }
                try await progress(of: ledger, "before anything is lost", stage.cluster)
                try await loseAll(on: stage)
                for author in authors { author.finish() }
                for task in publishing { await task.value }
                try await closing(topic, listeners, ledger, stage.cluster)
            } catch {
                for task in publishing { task.cancel() }
                throw error
            }
            group.cancelAll()
        }
    }

    private static func loseAll(on stage: Stage) async throws {
        var random = SplitMix64(20_261_121)
        let end = ContinuousClock.now + time
        for round in 1...rounds {
            for fault in faults(of: round, using: &random) {
                let name = "\(fault.name), round \(round)"
                guard ContinuousClock.now < end else {
                    print("chaos: no time is left for the \(name)")
                    continue
                }
                try await Task.sleep(for: .milliseconds(.random(in: 0...500, using: &random)))
                let mend = try await fault.happen(stage)
                if fault.letsFlow { try await progress(of: stage.ledger, "during the \(name)", stage.cluster) }
                try await Task.sleep(for: .milliseconds(.random(in: 500...2000, using: &random)))
                try await mend()
                try await progress(of: stage.ledger, "after the \(name)", stage.cluster)
            }
        }
    }

    /// Says something once a second until every listener has heard it: one may be on its way back just now.
    private static func closing(
        _ topic: String, _ listeners: [Listener], _ ledger: Ledger, _ cluster: RunningCluster
    ) async throws {
        let client = try await Client.patient("alice", at: cluster.clients[0], in: topic).client
        for number in 1...60 {
            let text = "closing-\(number)"
            ledger.publishing(text)
            let place = try await insisting { try await client.publish(topic, text: text, key: text) }
            ledger.conclude(text, .ok(place))
            try await Task.sleep(for: .seconds(1))
            if listeners.allSatisfy({ $0.last >= place }) { break }
        }
        await client.close()
        let head = ledger.head
        for listener in listeners {
            #expect(listener.last == head, "a listener has \(listener.last) of \(head)")
        }
    }

    /// Waits until some more messages are acknowledged.
    private static func progress(of ledger: Ledger, _ moment: String, _ cluster: RunningCluster) async throws {
        let start = ledger.acknowledged
        let began = ContinuousClock.now
        let goesOn = try await eventually { ledger.acknowledged >= start + 20 }
        let seconds = Double((ContinuousClock.now - began) / .milliseconds(1)) / 1000
        print("chaos: \(moment): 20 more acknowledged after \(seconds) s")
        guard goesOn else {
            let logs = ["gateway-1", "gateway-2", "message-1", "message-2", "push", "group"]
                .map { "== \($0)\n\(cluster.log(of: $0))" }
            throw ClusterStandstill(moment: moment, logs: logs.joined(separator: "\n"))
        }
    }
}

/// Nothing was acknowledged for a minute.
private struct ClusterStandstill: Error, CustomStringConvertible {
    let moment: String
    let logs: String

    var description: String { "nothing goes on \(moment)\n\(logs)" }
}
