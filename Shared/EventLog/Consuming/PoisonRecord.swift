/// Thrown by a processor to have one record of the batch set aside, because no retry will ever make it succeed.
///
/// The log keeps it as a dead letter and delivers the rest of the batch again without it.
package struct PoisonRecord: Error, Sendable, Equatable {
    /// Which record of the batch, from 0.
    ///
    /// One that is out of range makes this an ordinary error.
    package let index: Int
    /// Why, for the operator.
    ///
    /// Never content: it is logged.
    package let reason: String

    /// Names the record that cannot be processed.
    package init(index: Int, reason: String) {
        self.index = index
        self.reason = reason
    }
}
