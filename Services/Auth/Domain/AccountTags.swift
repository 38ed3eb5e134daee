import Chat
import Contracts
import RPC

/// The search tags that an account may be given.
enum AccountTags {
    /// Reads a whole list: normalised, without repetition, in the order given.
    ///
    /// - Throws: `malformed` for a text that is no tag and for two aliases, `policyViolation` for too many.
    static func read(_ texts: [String]) throws(RPCStatus) -> [Tag] {
        var tags: [Tag] = []
        for text in texts {
            guard let tag = Tag(text) else { throw RPCStatus.malformed("tag") }
            if !tags.contains(tag) { tags.append(tag) }
            guard tags.count <= Limits.tagCount else { throw RPCStatus.policyViolation(what: "tags") }
        }
        guard tags.count(where: { $0.namespace == Tag.aliasNamespace }) <= 1 else {
            throw RPCStatus.malformed("more than one alias")
        }
        return tags
    }

    /// Replaces a list.
    ///
    /// - Throws: as ``read(_:)``, and `permissionDenied` unless the tags that only the suite may grant are the same.
    static func replacing(_ old: [String], by texts: [String]) throws(RPCStatus) -> [String] {
        let new = try read(texts)
        let granted = Set(old.compactMap { Tag($0) }.filter(\.isRestricted))
        guard Set(new.filter(\.isRestricted)) == granted else { throw RPCStatus.permissionDenied }
        return new.sorted().map(\.text)
    }
}
