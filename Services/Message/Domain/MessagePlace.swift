/// Where a message stands.
package struct MessagePlace: Hashable, Sendable {
    package var topic: String
    package var sequence: Int64

    /// Names a place.
    package init(topic: String, sequence: Int64) {
        self.topic = topic
        self.sequence = sequence
    }
}
