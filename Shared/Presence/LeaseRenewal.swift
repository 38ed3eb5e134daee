/// What the renewal of a lease found.
package enum LeaseRenewal: Sendable, Equatable {
    /// There was no lease: it starts now, with no interest. The node must register all that it wants to hear of.
    case started
    /// The lease went on, and the node's interest with it.
    case renewed
}
