import Foundation
import ParleyClient
import RunningCluster
import TestKit
import Testing

/// The promises, broken on purpose: while some publish and others listen, every part of the suite is lost in turn.
///
/// `make chaos` does it three times, each at other moments; `make test` loses a few parts once.
@Suite(.timeLimit(.minutes(15))) struct ChaosTests {
    /// Something that goes wrong, and is mended.
    private struct Fault: Sendable {
        let name: String
        /// Whether messages go on while it lasts.
        var letsFlow = false
        let happen: @Sendable (RunningCluster) async throws -> Void
        let mend: @Sendable (RunningCluster) async throws -> Void

        static func loss(of name: String, letsFlow: Bool = false) -> Fault {
            Fault(name: "loss of \(name)", letsFlow: letsFlow) {
                try await $0.kill(name)
            } mend: {
                try await $0.launch(name)
            }
        }

        static func standstill(of name: String) -> Fault {
            Fault(name: "standstill of \(name)") {
                try await $0.freeze(name)
            } mend: {
                try await $0.thaw(name)
            }
        }
    }

    private static let all: [Fault] = [
        .loss(of: "gateway-1", letsFlow: true), .loss(of: "gateway-2", letsFlow: true),
        .loss(of: "message-1", letsFlow: true), .loss(of: "message-2", letsFlow: true),
        .loss(of: "push", letsFlow: true), .loss(of: "call-token", letsFlow: true), .loss(of: "auth"),
        .loss(of: "group"), .loss(of: "redis", letsFlow: true), .loss(of: "mongodb"), .standstill(of: "kafka"),
        .standstill(of: "message-1"), .standstill(of: "redis"),
    ]

    private static let isLong = ProcessInfo.processInfo.environment["PARLEY_CHAOS"] != nil

    /// What is lost in each round: in `make test` what comes back soonest.
    private static var faults: [Fault] {
        isLong
            ? all
            : [
                .loss(of: "push", letsFlow: true), .loss(of: "redis", letsFlow: true), .loss(of: "group"),
                .loss(of: "mongodb"), .standstill(of: "message-1"),
            ]
    }

    private static var rounds: Int { isLong ? 3 : 1 }

    @Test("Whatever is lost, no acknowledged message is, none comes twice or out of order, and all goes on")
    func losses() async throws {
        try await RunningCluster.run { cluster in
            var random = SplitMix64(20_261_121)
            let alice = try await Client.connect(to: cluster.clients[0])
            try await alice.hello()
            try await alice.login(basic: "alice", password: "alice123")
            let topic = try #require(try await alice.subscribe("new").topic)
            await alice.close()

            let ledger = Ledger()
            let authors = ["alice", "bob", "carol"].enumerated().map { index, login in
                Author(login, in: topic, at: index == 0 ? cluster.clients : cluster.clients.reversed(), ledger)
            }
            let listeners = ["dave", "eve"].enumerated().map { index, login in
                Listener(login, in: topic, at: index == 0 ? cluster.clients : cluster.clients.reversed(), ledger)
            }
            try await withThrowingTaskGroup { group in
                for listener in listeners { group.addTask { await listener.run() } }
                let publishing = authors.map { author in Task { await author.run() } }
                do {
                    try await Self.progress(of: ledger, "before anything is lost", cluster)
                    for round in 1...Self.rounds {
                        for fault in Self.faults {
                            let name = "\(fault.name), round \(round)"
                            try await Task.sleep(for: .milliseconds(.random(in: 0...500, using: &random)))
                            try await fault.happen(cluster)
                            if fault.letsFlow {
                                try await Self.progress(of: ledger, "during the \(name)", cluster)
                            } else {
                                try await Task.sleep(for: .milliseconds(.random(in: 500...3000, using: &random)))
                            }
                            try await fault.mend(cluster)
                            try await Self.progress(of: ledger, "after the \(name)", cluster)
                        }
                    }
                    for author in authors { author.finish() }
                    for task in publishing { await task.value }
                    try await Self.closing(topic, listeners, ledger, cluster)
                } catch {
                    for task in publishing { task.cancel() }
                    throw error
                }
                group.cancelAll()
            }
            #expect(ledger.refusals.isEmpty, "\(ledger.refusals.prefix(10))")
            var histories = ledger.histories
            for url in cluster.clients {
                let reader = try await Client.attached(to: topic, as: "frank", at: url)
                histories.stored.append(try await reader.messages(of: topic))
                await reader.close()
            }
            print(
                """
                chaos: \(histories.published.count) published, \(histories.acknowledged.count) acknowledged, \
                \(histories.stored[0].count) stored, \(histories.heard.reduce(0) { $0 + $1.count }) heard over \
                \(histories.heard.count) connections
                """)
            #expect(histories.acknowledged.count > 100)
            let faults = HistoryChecker.faults(in: histories)
            #expect(faults.isEmpty, "\(faults.count) faults: \(faults.prefix(10))")
        }
    }

    /// Says something once a second until every listener has heard it: one may be on its way back just now.
    private static func closing(
        _ topic: String, _ listeners: [Listener], _ ledger: Ledger, _ cluster: RunningCluster
    ) async throws {
        let client = try await Client.attached(to: topic, as: "alice", at: cluster.clients[0])
        for number in 1...60 {
            let text = "closing-\(number)"
            ledger.publishing(text)
            let place = try await client.publish(topic, text: text, key: text)
            ledger.acknowledge(text, at: place)
            try await Task.sleep(for: .seconds(1))
            if listeners.allSatisfy({ $0.last >= place }) { break }
        }
        await client.close()
        let head = ledger.histories.acknowledged.values.max() ?? 0
        for listener in listeners {
            #expect(listener.last == head, "a listener has \(listener.last) of \(head)")
        }
    }

    /// Waits until some more messages are acknowledged.
    private static func progress(of ledger: Ledger, _ moment: String, _ cluster: RunningCluster) async throws {
        let start = ledger.acknowledged
        let began = ContinuousClock.now
        let goesOn = await eventually { ledger.acknowledged >= start + 20 }
        let seconds = Double((ContinuousClock.now - began) / .milliseconds(1)) / 1000
        print("chaos: \(moment): 20 more acknowledged after \(seconds) s")
        guard goesOn else {
            let logs = ["gateway-1", "gateway-2", "message-1", "message-2", "push", "group"]
                .map { "== \($0)\n\(cluster.log(of: $0))" }
            throw ClusterStandstill(moment: moment, logs: logs.joined(separator: "\n"))
        }
    }

    private static func eventually(_ condition: () -> Bool) async -> Bool {
        for _ in 0..<1200 {
            if condition() { return true }
            guard (try? await Task.sleep(for: .milliseconds(50))) != nil else { break }
        }
        return condition()
    }
}

/// Nothing was acknowledged for a minute.
private struct ClusterStandstill: Error, CustomStringConvertible {
    let moment: String
    let logs: String

    var description: String { "nothing goes on \(moment)\n\(logs)" }
}

extension Client {
    /// All of a topic's messages, oldest first.
    fileprivate func messages(of topic: String) async throws -> [Placed] {
        var found: [Placed] = []
        while found.last?.place != 1 {
            let page = try await messages(of: topic, before: found.last?.place)
            guard !page.isEmpty else { break }
            found += page
        }
        return found.reversed()
    }

    private func messages(of topic: String, before: Int64?) async throws -> [Placed] {
        let bound = before.map { #","data":{"before":\#($0)}"# } ?? ""
        try send(raw: #"{"get":{"id":"page","topic":"\#(topic)","what":"data"\#(bound)}}"#)
        var page: [Placed] = []
        for await event in events {
            switch event {
            case .data(let body):
                if let message = Placed(body, in: topic) { page.append(message) }
            case .control(let control) where control.id == "page":
                return page
            default: continue
            }
        }
        throw ClientError.closed
    }
}
