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
    /// - `restricted`: namespaces whose tags have to stay the same.
    /// - Throws: as ``read(_:)``, and `permissionDenied` unless they do.
    static func replacing(
        _ old: [String], by texts: [String], restricted: Set<String>
    ) throws(RPCStatus) -> [String] {
        let new = try read(texts)
        let granted = Set(old.compactMap { Tag($0) }.filter { $0.isIn(restricted) })
        guard Set(new.filter { $0.isIn(restricted) }) == granted else { throw RPCStatus.permissionDenied }
        return new.sorted().map(\.text)
    }
}

extension Tag {
    /// Whether it is in one of some namespaces.
    func isIn(_ namespaces: Set<String>) -> Bool {
        namespace.map(namespaces.contains) ?? false
    }
}
