import Chat
import Contracts
import JSON

extension JSONWriter {
    /// Writes what there is of reactions to one message; nothing where there is none and it need not be said.
    mutating func field(_ key: StaticString, ifNotEmpty reactions: [Reaction]) {
        guard !reactions.isEmpty else { return }
        field(key, reactions)
    }

    /// Writes what there is of reactions to one message.
    mutating func field(_ key: StaticString, _ reactions: [Reaction]) {
        array(key) { writer in
            for reaction in reactions {
                writer.beginObject()
                writer.field("mrrid", reaction.id)
                writer.field("val", reaction.value)
                writer.field("count", reaction.count)
                let users = reaction.users.compactMap { UserID(rawValue: $0)?.description }
                if !users.isEmpty { writer.field("users", users) }
                writer.endObject()
            }
        }
    }

    /// Writes the reactions to several messages.
    mutating func field(_ key: StaticString, _ messages: [MessageReactions]) {
        array(key) { writer in
            for message in messages {
                writer.beginObject()
                writer.field("seq", message.sequence)
                writer.field("reacts", message.reactions)
                writer.endObject()
            }
        }
    }
}
