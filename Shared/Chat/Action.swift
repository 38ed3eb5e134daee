/// Everything that somebody can ask to do and that ``Policy`` decides.
package enum Action: String, Sendable, CaseIterable {
    // In a topic.
    case attach, readHistory, publish, editMessage, deleteForSelf, deleteForAll, sendReceipt, sendTyping
    case react, reactAsReader
    case seeTopic, seeMembers, seeAccess, invite, setGiven, evict, grantOwnership
    case updateTopic, updateDefaults, updatePrivate, setTags, setAuxiliary, deleteTopic, leave
    // On the suite.
    case createTopic, publishReport, readReports, setTrusted, actOnBehalf
    case suspendAccount, deleteOwnAccount, deleteOtherAccount
}

/// What a decision is about: the actor's standing in the topic, as the owner of the data knows it.
package struct Resource: Hashable, Sendable {
    /// The kinds of topic, as far as decisions differ.
    package enum Kind: Hashable, Sendable, CaseIterable {
        case p2p, group, channel, notes, system, suite
    }

    package var kind: Kind
    /// The actor's effective mode; nothing for somebody without a subscription.
    package var mode: AccessMode
    /// Whether the actor wrote the message in question.
    package var isAuthor: Bool

    package init(_ kind: Kind, mode: AccessMode = .none, isAuthor: Bool = false) {
        self.kind = kind
        self.mode = mode
        self.isAuthor = isAuthor
    }

    /// The suite as a whole, outside any topic.
    package static let suite = Resource(.suite)
}
