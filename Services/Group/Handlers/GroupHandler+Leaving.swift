import Contracts
import RPC

extension GroupHandler {
    func unsubscribe(_ request: UnsubscribeRequest, _ context: CallContext) async throws -> EmptyMessage {
        let actor = try context.requireActor()
        _ = try await change(topicID(request.topic), by: actor) { try LeavingRules.leave(&$0) }
        return EmptyMessage()
    }

    func evict(_ request: EvictRequest, _ context: CallContext) async throws -> EmptyMessage {
        let actor = try context.requireActor()
        let target = try userID(request.user)
        _ = try await change(topicID(request.topic), by: actor, others: [target]) {
            try LeavingRules.evict(&$0, target)
        }
        return EmptyMessage()
    }

    func deleteTopic(_ request: DeleteTopicRequest, _ context: CallContext) async throws -> EmptyMessage {
        let actor = try context.requireActor()
        _ = try await change(topicID(request.topic), by: actor) { try LeavingRules.delete(&$0) }
        return EmptyMessage()
    }
}
