import Chat
import Contracts
import JSON

/// One find of a search, with what puts it in order.
struct SearchResult {
    let row: SubscriptionRow
    /// How many of the tags that were searched for it has; an alias counts for many.
    private let weight: Int64

    private init(_ row: SubscriptionRow, tags: [String]) {
        var row = row
        row.privateJSON = RawJSON.array(tags.map(RawJSON.string)).bytes
        self.row = row
        weight = tags.reduce(0) { $0 + (Tag.isAlias($1) ? TagSearch.aliasWeight : 1) }
    }

    /// A user; nil for the one who searches.
    init?(_ found: FoundAccount, for actor: Actor) {
        guard let profile = found.profile, let user = UserID(rawValue: profile.user), user != actor.user else {
            return nil
        }
        var row = SubscriptionRow()
        row.updatedAt = profile.updatedAt
        row.strangerMode = profile.defaultAccess.map { DefaultAccess($0).mode(for: actor.level) }
        row.publicJSON = profile.publicJSON
        row.trustedJSON = profile.trustedJSON
        row.topic = "\(user)"
        self.init(row, tags: found.tags)
    }

    /// A group, or a channel as its readers call it.
    init?(_ found: FoundTopic, for actor: Actor) {
        guard let view = found.topic, let topic = TopicID(view.topic), case .group(let number) = topic else {
            return nil
        }
        let isChannel = view.kind == .channel
        var row = SubscriptionRow()
        row.updatedAt = view.updatedAt
        row.strangerMode =
            isChannel
            ? AccessMode.Default.reader : view.defaultAccess.map { DefaultAccess($0).mode(for: actor.level) }
        row.publicJSON = view.publicJSON
        row.trustedJSON = view.trustedJSON
        row.subscriberCount = view.subscriberCount
        row.topic = "\(isChannel ? TopicName.channel(number) : .group(number))"
        self.init(row, tags: found.tags)
    }
}

extension SearchResult: Comparable {
    /// The heaviest match first; then what changed last, then by name.
    static func < (left: SearchResult, right: SearchResult) -> Bool {
        if left.weight != right.weight { return left.weight > right.weight }
        let (before, after) = (left.row.updatedAt ?? 0, right.row.updatedAt ?? 0)
        if before != after { return before > after }
        return left.row.topic ?? "" < right.row.topic ?? ""
    }

    static func == (left: SearchResult, right: SearchResult) -> Bool {
        left.weight == right.weight && left.row.updatedAt == right.row.updatedAt && left.row.topic == right.row.topic
    }
}
