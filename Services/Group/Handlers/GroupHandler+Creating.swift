import Chat
import Contracts
import RPC
import Storage

extension GroupHandler {
    func createTopic(_ request: CreateTopicRequest, _ context: CallContext) async throws -> SubscribeReply {
        let actor = try context.requireActor()
        let plan = CreatingRules.Plan(
            isChannel: request.isChannel,
            description: DescribingRules.Changes(
                publicJSON: request.publicJSON, trustedJSON: request.trustedJSON, privateJSON: request.privateJSON,
                defaultAccess: request.defaultAccess.map(DefaultAccess.init)),
            tags: try TopicTags.read(request.tags), mode: try mode(request.mode))
        let topic = TopicID.group(UInt64.random(in: 1...UInt64.max))
        let snapshot = try await claiming(plan.tags, for: topic) {
            try await change(topic, by: actor) { [settings] snapshot in
                try CreatingRules.create(&snapshot, topic, plan, limit: settings.descriptionSize)
            }.snapshot
        }
        return SubscribeReply(topic: try view(snapshot), isCreated: true, isChanged: true)
    }
}
