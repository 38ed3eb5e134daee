/// Why something could not be looked up or registered.
package enum PresenceError: Error, Sendable, Equatable {
    /// The shared memory behind presence cannot be reached; retry with backoff.
    case unavailable
    /// The node has no lease, because it never had one, or let it run out, or because presence forgot everything.
    ///
    /// The node must renew its lease and then register its whole interest again.
    case noLease
}
