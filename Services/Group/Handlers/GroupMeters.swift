import Metrics

/// What the group service counts.
struct GroupMeters: Sendable {
    private let created = Counter(label: "parley_group_topics_created_total")
    private let deleted = Counter(label: "parley_group_topics_deleted_total")
    private let access = Counter(label: "parley_group_access_changes_total")
    private let described = Counter(label: "parley_group_descriptions_total")

    /// Counts events that are durable.
    func count(_ events: [TopicEvent]) {
        for event in events {
            switch event {
            case .created: created.increment()
            case .deleted: deleted.increment()
            case .access: access.increment()
            case .description, .tags, .auxiliary, .ownNotes: described.increment()
            }
        }
    }
}
