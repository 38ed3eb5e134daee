/// A record that a consumer group gave up on.
package struct DeadLetter: Sendable, Equatable {
    /// The name of the topic it lay in.
    package let topic: String
    /// The group that gave up on it; other groups have their own opinion.
    package let group: String
    /// The record and where it lay.
    package let record: ConsumedRecord
    /// Why, as the processor said it.
    package let reason: String

    /// Makes a dead letter, for adapters.
    package init(topic: String, group: String, record: ConsumedRecord, reason: String) {
        self.topic = topic
        self.group = group
        self.record = record
        self.reason = reason
    }
}
