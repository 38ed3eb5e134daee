/// Whether something may happen now.
package enum RateDecision: Sendable, Equatable {
    /// The tokens were taken.
    case allowed
    /// No tokens were taken; there will be enough after that time, if nobody else takes them before.
    case retry(after: Duration)
}
