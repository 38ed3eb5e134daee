import Chat
import Contracts
import JSON
import RPC

/// The tags that a topic may be given.
enum TopicTags {
    /// Reads a whole list: normalised, sorted, without repetition.
    ///
    /// The deletion mark alone stands for no tags.
    ///
    /// - Throws: `malformed` for a text that is no tag and for two aliases, `policyViolation` for too many, and
    ///   `notYours` for tags that prove something about an account.
    static func read(_ texts: [String]) throws(RPCStatus) -> [String] {
        guard texts != [JSONMerge.deletion] else { return [] }
        var tags: Set<Tag> = []
        for text in texts {
            guard let tag = Tag(text) else { throw RPCStatus.malformed("tag") }
            guard !tag.isRestricted else { throw RPCStatus.notYours(what: "tags") }
            tags.insert(tag)
        }
        guard tags.count <= Limits.tagCount else { throw RPCStatus.policyViolation(what: "tags") }
        guard tags.count(where: { $0.namespace == Tag.aliasNamespace }) <= 1 else {
            throw RPCStatus.malformed("more than one alias")
        }
        return tags.sorted().map(\.text)
    }
}
