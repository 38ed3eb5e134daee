import Chat
import Contracts
import RPC

extension MessageHandler {
    func mark(_ request: MarkRequest, _ context: CallContext) async throws -> MarkReply {
        let actor = try context.requireActor()
        guard request.user == actor.user.rawValue else { throw RPCStatus.permissionDenied }
        guard request.received >= 0, request.read >= 0 else { throw RPCStatus.malformed("marks") }
        _ = try await authorize(request.user, level: actor.level, .sendReceipt, in: request.topic)
        return try await store.mark(
            request.topic, user: request.user, received: request.received, read: request.read)
    }

    func deleteMessages(_ request: DeleteMessagesRequest, _ context: CallContext) async throws -> DeleteMessagesReply {
        let actor = try context.requireActor()
        let user = actor.user.rawValue
        let standing = try await authorize(user, level: actor.level, .deleteForSelf, in: request.topic)
        let state = try await store.states(of: [request.topic], for: user)
        let ranges = try MessageRanges.readDeletion(request.ranges, head: state.first?.sequence ?? 0)
        guard request.hard, Policy.allows(actor.level, .deleteForAll, on: standing.resource) else {
            return DeleteMessagesReply(deleteID: try await delete(ranges, for: user, in: request.topic, actor))
        }
        // What is too old to go for everybody goes from the actor's view, as it would without the permission.
        let oldest = try await oldestForAll(in: request.topic, standing)
        let (old, young) = MessageRanges.split(ranges, at: oldest)
        var number: Int64 = 0
        if !old.isEmpty { number = try await delete(old, for: user, in: request.topic, actor) }
        // What was done stays done when it is broken off; asked for again, it begins with the first portion.
        for portion in MessageRanges.portions(young, of: Deletion.largestForAll) {
            number = try await delete(portion, for: nil, in: request.topic, actor)
        }
        return DeleteMessagesReply(deleteID: number)
    }

    /// The first message that the actor may still delete for everybody: any for whoever runs the topic.
    private func oldestForAll(in topic: String, _ standing: Standing) async throws -> Int64 {
        let resource = standing.resource
        let runs: AccessMode = resource.kind == .group || resource.kind == .channel ? .administers : .owner
        guard settings.deletionAge > .zero, !resource.mode.intersects(runs) else { return 1 }
        let age = Int64(settings.deletionAge / .milliseconds(1))
        return try await store.lastSequence(until: now() - age, in: topic) + 1
    }

    /// Deletes for one user, or for everybody if there is none.
    private func delete(
        _ ranges: [ClosedRange<Int64>], for user: UInt64?, in topic: String, _ actor: Actor
    ) async throws -> Int64 {
        let event = Event(
            id: "del-\(topic)-\(now())-\(UInt64.random(in: 0...UInt64.max))", at: now(), actor: actor.user.rawValue,
            originSession: actor.session, topic: topic,
            messagesDeleted: MessagesDeleted(
                ranges: ranges.map { SequenceRange(low: $0.lowerBound, high: $0.upperBound + 1) }, user: user ?? 0))
        return try await store.delete(Deletion(topic: topic, ranges: ranges, user: user), event: event)
    }
}
