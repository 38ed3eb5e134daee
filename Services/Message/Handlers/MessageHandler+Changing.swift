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
        let isForAll = request.hard && Policy.allows(actor.level, .deleteForAll, on: standing.resource)
        let event = Event(
            id: "del-\(request.topic)-\(now())-\(UInt64.random(in: 0...UInt64.max))", at: now(), actor: user,
            originSession: actor.session, topic: request.topic,
            messagesDeleted: MessagesDeleted(
                ranges: ranges.map { SequenceRange(low: $0.lowerBound, high: $0.upperBound + 1) },
                user: isForAll ? 0 : user))
        let number = try await store.delete(
            Deletion(topic: request.topic, ranges: ranges, user: isForAll ? nil : user), event: event)
        return DeleteMessagesReply(deleteID: number)
    }
}
