import Chat
import Contracts

extension TopicRecord {
    /// What kind of topic it is, for other services.
    var kind: TopicKind {
        id.kind(isChannel: isChannel)
    }

    /// What kind of topic it is, for decisions.
    var resourceKind: Resource.Kind {
        switch id {
        case .p2p: .p2p
        case .group: isChannel ? .channel : .group
        case .notes: .notes
        case .system: .system
        }
    }
}

extension TopicID {
    /// What kind of topic has this name; only of a group it does not tell all.
    func kind(isChannel: Bool) -> TopicKind {
        switch self {
        case .p2p: .p2p
        case .group: isChannel ? .channel : .group
        case .notes: .notes
        case .system: .system
        }
    }
}
