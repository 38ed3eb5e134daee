import Chat
import Contracts
import RPC
import Storage

extension GroupHandler {
    func updateTopic(_ request: UpdateTopicRequest, _ context: CallContext) async throws -> TopicChangedReply {
        let actor = try context.requireActor()
        let changes = DescribingRules.Changes(
            publicJSON: request.publicJSON, trustedJSON: request.trustedJSON, privateJSON: request.privateJSON,
            defaultAccess: request.defaultAccess.map(DefaultAccess.init))
        let (changed, _) = try await change(topicID(request.topic), by: actor) { [settings] snapshot in
            try DescribingRules.update(&snapshot, changes, limit: settings.descriptionSize)
        }
        return TopicChangedReply(changed: changed)
    }

    func setTags(_ request: TopicTagsRequest, _ context: CallContext) async throws -> TopicTagsReply {
        let actor = try context.requireActor()
        let tags = try TopicTags.read(request.tags)
        let topic = try topicID(request.topic)
        let counts = try await claiming(tags, for: topic) {
            try await change(topic, by: actor) { try DescribingRules.setTags(&$0, tags) }.value
        }
        return TopicTagsReply(tags: tags, added: Int32(counts.added), removed: Int32(counts.removed))
    }

    func setAuxiliary(_ request: SetAuxiliaryRequest, _ context: CallContext) async throws -> TopicChangedReply {
        let actor = try context.requireActor()
        let (changed, _) = try await change(topicID(request.topic), by: actor) { [settings] snapshot in
            try DescribingRules.setAuxiliary(&snapshot, request.auxiliaryJSON, limit: settings.descriptionSize)
        }
        return TopicChangedReply(changed: changed)
    }
}
