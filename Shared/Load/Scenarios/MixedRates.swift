/// How often each user does what, a minute.
package struct MixedRates: Sendable, Equatable {
    /// Messages; four of five to the other of the pair, the fifth to the group.
    package var messages = 2.0
    /// Notes of typing.
    package var typing = 4.0
    /// Pages of history read.
    package var history = 1.0
    /// Leaving the group and coming back to it.
    package var joins = 0.2
    /// Losing the connection and coming back.
    package var returns = 0.2

    /// Creates the rates of a lively day.
    package init() {}

    /// Whether all can be done.
    var isUsable: Bool {
        [messages, typing, history, joins, returns].allSatisfy { (0...100_000).contains($0) } && messages > 0
    }
}
