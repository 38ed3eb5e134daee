/// A search as stores carry it out: a union of tags, and groups of which each has to be matched.
package struct TagSearch: Hashable, Sendable {
    /// All tags that are searched for, each once.
    package let all: [String]
    /// Of each group one tag has to be there; the optional ones are one more group.
    package let groups: [[String]]

    /// What an alias among the matches weighs; every other tag weighs 1.
    package static let aliasWeight: Int64 = 20

    /// Prepares a search; nil for one that cannot find anything.
    package init?(_ query: TagQuery) {
        groups = query.required.map(\.tags) + (query.optional.isEmpty ? [] : [query.optional])
        guard !groups.isEmpty, groups.allSatisfy({ !$0.isEmpty }) else { return nil }
        all = Array(Set(groups.joined())).sorted()
    }
}
