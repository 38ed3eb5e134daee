/// A topic that a session is attached to.
struct AttachedTopic {
    /// What the session calls it.
    let name: String
    /// The same, as it stands in texts.
    let bytes: [UInt8]
    /// Tells conversations of the run apart, whatever they are called.
    let key: Int
    /// Publishes to it; nil for those who only listen.
    var template: PublishTemplate?
    /// Whether every message of the topic has to reach this session: not so for one that gets no copy of its own.
    let hearsAll: Bool
    /// The numbers of the messages that arrived.
    var watch = SequenceWatch()
    /// The greatest number that the server gave a message of this session.
    var acknowledged: Int64 = 0
    /// Whether the session has left it for a while.
    var isAway = false
    /// Requests for history under way: what they bring is not new.
    var historyReads = 0

    /// Describes a topic.
    init(_ name: String, key: Int, template: PublishTemplate? = nil, hearsAll: Bool = true) {
        self.name = name
        bytes = Array(name.utf8)
        self.key = key
        self.template = template
        self.hearsAll = hearsAll
    }
}
