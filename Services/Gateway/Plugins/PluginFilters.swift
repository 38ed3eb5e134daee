import Contracts
import JSON

/// What a plugin is asked about and told of.
package struct PluginFilters: Sendable, Equatable {
    /// Which requests it judges: none if nil.
    package var fireHose: FireHose?
    /// What it is told of accounts.
    package var account: Set<Change> = []
    /// What it is told of topics.
    package var topic: Set<Change> = []
    /// What it is told of subscriptions.
    package var subscription: Set<Change> = []
    /// What it is told of messages, and in which kinds of topics; empty for all.
    package var message: Set<Change> = []
    package var messageTopics: Set<String> = []
    /// Whether it is asked about searches.
    package var find = false

    /// Requests by their kind and by the kind of their topic.
    package struct FireHose: Sendable, Equatable {
        /// `hi`, `pub` and the like; empty for all.
        package var requests: Set<String>
        /// `p2p`, `grp`, `me` and the like; empty for all.
        package var topics: Set<String>
    }

    /// What can happen, as the letters C, U and D.
    package enum Change: Character, Sendable {
        case create = "C"
        case update = "U"
        case delete = "D"
    }

    private static let requests: Set<String> = [
        "hi", "acc", "login", "sub", "leave", "pub", "get", "set", "del", "note",
    ]
    private static let topicKinds: Set<String> = [
        "me", "fnd", "p2p", "grp", "chn", "slf", "sys", "new",
    ]

    init(_ object: JSONObjectView) throws(PluginSettings.Fault) {
        for member in object {
            guard member.key != "find" else {
                find = member.value.bool ?? false
                continue
            }
            guard let text = member.value.string else { throw .init("\(member.key) is to be a text") }
            switch member.key {
            case "fireHose":
                let (requests, topics) = try Self.halves(text)
                fireHose = FireHose(
                    requests: try Self.words(requests, among: Self.requests),
                    topics: try Self.words(topics, among: Self.topicKinds))
            case "account": account = try Self.changes(text)
            case "topic": topic = try Self.changes(text)
            case "subscription": subscription = try Self.changes(text)
            case "message":
                let (topics, changes) = try Self.halves(text)
                messageTopics = try Self.words(topics, among: Self.topicKinds)
                message = try Self.changes(changes)
            default: throw .init("nobody knows \(member.key)")
            }
        }
    }

    private static func halves(_ text: String) throws(PluginSettings.Fault) -> (Substring, Substring) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        guard parts.count <= 2 else { throw .init("\(text) has more than one semicolon") }
        return (parts[0], parts.count > 1 ? parts[1] : "")
    }

    private static func words(
        _ text: Substring, among known: Set<String>
    ) throws(PluginSettings.Fault) -> Set<String> {
        let words = Set(text.split(separator: ",").map { String($0.filter { !$0.isWhitespace }) })
        guard words.isSubset(of: known) else {
            throw .init("\(text) is to be some of \(known.sorted().joined(separator: ", "))")
        }
        return words
    }

    private static func changes(_ text: some StringProtocol) throws(PluginSettings.Fault) -> Set<Change> {
        var changes: Set<Change> = []
        for letter in text {
            guard let change = Change(rawValue: letter) else { throw .init("\(text) is to be some of C, U and D") }
            changes.insert(change)
        }
        return changes
    }
}

extension PluginFilters {
    /// Whether a request is to be judged.
    func judges(_ message: ClientMessage) -> Bool {
        guard let fireHose else { return false }
        guard fireHose.requests.isEmpty || fireHose.requests.contains(message.kind) else { return false }
        guard !fireHose.topics.isEmpty, let topic = message.topic else { return true }
        return fireHose.topics.contains(Self.kind(of: topic))
    }

    /// Whether an event is to be told.
    func hears(_ event: PluginEvent) -> Bool {
        switch event {
        case .account(let event): account.contains(Change(event.action))
        case .topic(let event): topic.contains(Change(event.action))
        case .subscription(let event): subscription.contains(Change(event.action))
        case .message(let event):
            message.contains(Change(event.action))
                && (messageTopics.isEmpty || messageTopics.contains(Self.kind(of: event.msg?.topic ?? "")))
        }
    }

    /// The kind of a topic by its name, a client's or the canonical one.
    private static func kind(of topic: String) -> String {
        switch topic.prefix(3) {
        case "usr": "p2p"
        case "nch": "new"
        default: String(topic.prefix(3))
        }
    }
}

extension PluginFilters.Change {
    fileprivate init(_ action: Pbx.Crud) {
        switch action {
        case .update: self = .update
        case .delete: self = .delete
        default: self = .create
        }
    }
}

extension ClientMessage {
    /// The request's name in JSON.
    fileprivate var kind: String {
        switch request {
        case .hi: "hi"
        case .acc: "acc"
        case .login: "login"
        case .sub: "sub"
        case .leave: "leave"
        case .pub: "pub"
        case .get: "get"
        case .set: "set"
        case .del: "del"
        case .note: "note"
        }
    }
}
