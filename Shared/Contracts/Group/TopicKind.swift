/// What kind of conversation a topic is.
///
/// Numbers of a newer build are kept.
package struct TopicKind: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// A private chat of two.
    package static let p2p = TopicKind(rawValue: 0)
    /// A group.
    package static let group = TopicKind(rawValue: 1)
    /// A channel: few write, many read.
    package static let channel = TopicKind(rawValue: 2)
    /// One user's notes to self.
    package static let notes = TopicKind(rawValue: 3)
    /// Reports to the administrators.
    package static let system = TopicKind(rawValue: 4)
}
