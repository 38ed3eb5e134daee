import Contracts
import RPC

/// The RPCs of one gateway node; who may call them stands in `CallPermissions`.
struct GatewayHandler: GatewayRPC {
    let shards: [Shard]
    let upkeep: NodeUpkeep

    func deliver(_ request: DeliverRequest, _ context: CallContext) async throws -> EmptyMessage {
        var arrivals: [Arrival] = []
        arrivals.reserveCapacity(request.deliveries.count)
        for delivery in request.wholeDeliveries {
            if delivery.isAnnouncement {
                arrivals.append(.announcement(delivery))
            } else if let committed = delivery.message, let message = committed.message,
                let outbound = OutboundMessage(message, origin: committed.origin)
            {
                arrivals.append(.message(outbound, recipients: delivery.recipients))
            } else if let event = delivery.event {
                arrivals.append(.event(event, recipients: delivery.recipients))
            }
        }
        for shard in shards {
            await shard.deliver(arrivals)
        }
        if request.mayHaveMissed { upkeep.mayHaveMissed() }
        return EmptyMessage()
    }

    func acknowledge(_ request: AcknowledgeRequest, _ context: CallContext) async throws -> EmptyMessage {
        let byShard = Dictionary(grouping: request.acknowledgements) { PendingPublishes.shard(of: $0.submission) }
        for (index, acknowledgements) in byShard where shards.indices.contains(index) {
            await shards[index].acknowledge(acknowledgements)
        }
        return EmptyMessage()
    }
}
