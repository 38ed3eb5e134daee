import Contracts
import Logging
import Presence
import Wire

/// Keeps this node and the presence table in step: its lease, what it wants to hear of, and what it hears.
///
/// Each of these has a task of its own, so that nothing that is slow lets the lease run out.
final class NodeUpkeep: Sendable {
    private static let renewal = Duration.seconds(5)
    private static let pause = Duration.seconds(1)

    private let node: GatewayNode
    private let shards: [Shard]
    private let doubts: AsyncStream<Void>
    private let doubt: AsyncStream<Void>.Continuation

    init(_ node: GatewayNode, _ shards: [Shard]) {
        self.node = node
        self.shards = shards
        (doubts, doubt) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Notes that something may have gone past this node: it is looked for, until that succeeds.
    func mayHaveMissed() {
        doubt.yield()
    }

    /// Keeps up until cancelled.
    func run() async {
        await withTaskGroup { group in
            group.addTask { await self.keepLease() }
            group.addTask { await self.settleDoubts() }
            group.addTask { await self.tellOfLost() }
            group.addTask { await self.listen() }
        }
    }

    private func keepLease() async {
        while !Task.isCancelled {
            do {
                let renewal = try await node.presence.renewLease(
                    node.id, address: node.settings.address, ttl: GatewaySettings.lease)
                let isBehind = await node.interest.isBehind
                // What was published before the table knew went past this node.
                if renewal == .started || isBehind { mayHaveMissed() }
            } catch {
                node.logger.warning("the lease cannot be renewed", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: Self.renewal)
        }
    }

    /// Tells the table everything again, and has the shards look for what they missed.
    private func settleDoubts() async {
        for await _ in doubts {
            while await !catchUp(), !Task.isCancelled {
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func catchUp() async -> Bool {
        let isTold = (try? await node.interest.tellAgain()) != nil
        // Side by side, for each may wait for what is on its way.
        return await withTaskGroup { group in
            for shard in shards { group.addTask { await shard.catchUp() } }
            return await group.reduce(isTold) { $0 && $1 }
        }
    }

    /// Tells whom it concerns that those are gone who were on a node that was lost.
    private func tellOfLost() async {
        while !Task.isCancelled {
            let keys = (try? await node.presence.takeAbandoned()) ?? []
            for key in keys where await !node.isOnline(key) {
                await node.tellOfLost(key)
            }
            if keys.isEmpty { try? await Task.sleep(for: Self.renewal) }
        }
    }

    private func listen() async {
        while !Task.isCancelled {
            if let bus = try? await node.presence.subscribe(node.id) {
                for await payload in bus {
                    guard let event = try? Ephemeral(decoding: payload) else { continue }
                    for shard in shards {
                        await shard.deliver([.ephemeral(event)])
                    }
                }
            }
            try? await Task.sleep(for: Self.pause)
        }
    }
}
