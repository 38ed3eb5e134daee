package import Logging
import Metrics
package import NIOCore
import NIOPosix
import Synchronization

/// Presence in one Redis server, for services that run in many processes.
///
/// Two connections are kept as long as the object lives, one for commands, which all callers share, and one for what
/// is published to this process. When the server is lost, every call throws ``PresenceError/unavailable`` at once, until
/// it is back, which the connections notice by themselves. A server that came back empty, or with an old memory, has
/// ``renewLease(_:address:ttl:)`` say ``LeaseRenewal/started``. A call that throws may have been carried out.
///
/// Time is the server's alone, so that the clocks of the nodes do not matter. All that has to happen at once is one
/// script: leases, interest and buckets never are in a state between.
///
/// What is kept, under `parley:` or what else is set:
///
/// | key | type | content | ends |
/// |---|---|---|---|
/// | `lease:NODE` | string | the generation of the lease, a space, the node's address | with the lease, by its `PX` |
/// | `leases` | hash | the node of each generation that was not cleared away yet | never |
/// | `interest:KEY` | hash | the generation of each interested node | with its last field |
/// | `held:GENERATION` | set | the keys of which this generation is in the interest | with its last element |
/// | `bucket:NAME` | string | when the bucket is full again, in microseconds since 1970 | when it is full |
/// | `bus:NODE` | channel | the payloads for the node | |
///
/// A generation is the life of one lease: random, and with the run of the server before it. Interest counts as long as
/// the node's lease has the generation that is written beside it, so that all interest of a node is gone at the moment
/// at which its lease is, however much there was. Each ``takeAbandoned()`` of anybody clears away a bounded part of what is left of
/// leases that are gone.
///
/// For one primary of Redis 6 or later, or of Valkey: not for a Redis Cluster, since the scripts reach keys of several
/// slots. The policy for full memory should be `noeviction`: what is thrown away in silence is nobody's to repair.
package final class RedisPresence: Presence {
    let settings: Settings
    let commands: RedisLink
    let bus: RedisBus
    let callGate: RedisGate
    let publishGate: RedisGate
    let refusals: RedisRefusals
    private let unsent = Atomic(0)
    private let losses = Counter(label: "parley_presence_payloads_unsent_total")

    /// Makes presence, and begins to connect.
    ///
    /// Calls that come while the very first connection is made wait for it, at most as long as an answer may take.
    ///
    /// - Parameters:
    ///   - address: Where the server is.
    ///   - settings: The bounds.
    ///   - logger: Is told when the server is lost and found.
    ///   - group: The event loops, one of which is used.
    package init(
        _ address: RedisAddress, settings: Settings = Settings(), logger: Logger,
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        self.settings = settings
        let eventLoop = group.next()
        commands = RedisLink(RedisLinkPlan("commands", address, settings), eventLoop: eventLoop, logger: logger)
        bus = RedisBus(address, settings, eventLoop: eventLoop, logger: logger)
        callGate = RedisGate(maximumCount: settings.commandsInFlight, maximumBytes: settings.commandBytesInFlight)
        publishGate = RedisGate(
            maximumCount: settings.payloadsInFlight, maximumBytes: settings.payloadBytesInFlight)
        refusals = RedisRefusals(logger)
        commands.start()
    }

    deinit {
        close()
    }

    /// Ends the connections: what is under way fails, and so does all that comes.
    package func close() {
        commands.close()
        bus.close()
    }

    /// Whether both connections are there now; fit for readiness.
    package var isConnected: Bool { commands.isReady && bus.isReady }

    /// How many payloads were ever dropped because a subscriber did not read fast enough.
    package var droppedPayloads: Int { bus.dropped }

    /// How many payloads were ever not sent, because there was no connection or too much was on its way.
    package var unsentPayloads: Int { unsent.load(ordering: .relaxed) }

    /// How many subscribers this process has now.
    package var subscribers: Int { bus.subscribers }

    package func publish(_ payload: [UInt8], to nodes: [NodeID]) {
        guard !nodes.isEmpty else { return }
        let channels = nodes.map { RedisCommand("PUBLISH", bus.channel(of: $0)).adding(payload) }
        guard let batch = try? RedisBatch(channels), commands.post(batch, gate: publishGate) else {
            unsent.add(nodes.count, ordering: .relaxed)
            losses.increment(by: nodes.count)
            return
        }
    }

    package func subscribe(_ node: NodeID) async throws(PresenceError) -> AsyncStream<[UInt8]> {
        let subscription = try await bus.subscribe(node, gate: callGate)
        return AsyncStream {
            await subscription.next()
        } onCancel: {
            subscription.end()
        }
    }
}
