/// What the nodes of a suite know of each other for the moment: who lives where, who wants to hear of what, messages
/// that may be lost, and how often things happened.
///
/// Nothing here is durable: all of it may be forgotten at any time, and is then built up again by the nodes.
///
/// The promises, which every adapter is tested for:
/// - What a call registered is seen by every call that begins after it returned.
/// - A node whose lease ran out is gone from every answer, and its interest with it, also when it comes back.
/// - The payloads of one publisher reach one subscriber in order, each at most once.
///
/// To write another adapter: keep these promises, and run the contract suite of this module's tests against it,
/// unchanged.
package protocol Presence: Sendable {
    // MARK: Leases

    /// Says that a node lives, and where.
    ///
    /// Call it at least three times within the lifetime, so that one lost call does no harm.
    ///
    /// - Parameters:
    ///   - node: The node.
    ///   - address: Where other services reach it; replaces the former one.
    ///   - ttl: How long the node is believed to live from now on; replaces what was left.
    /// - Returns: Whether the lease went on, or started with no interest.
    /// - Throws: ``PresenceError/unavailable``.
    @discardableResult
    func renewLease(_ node: NodeID, address: String, ttl: Duration) async throws(PresenceError) -> LeaseRenewal

    /// Ends a node's lease and forgets its interest; does nothing if there is none.
    ///
    /// - Throws: ``PresenceError/unavailable``.
    func releaseLease(_ node: NodeID) async throws(PresenceError)

    /// Where a node is reached; nil if it has no lease.
    ///
    /// - Throws: ``PresenceError/unavailable``.
    func address(of node: NodeID) async throws(PresenceError) -> String?

    /// All nodes with a lease, and where they are reached.
    ///
    /// - Throws: ``PresenceError/unavailable``.
    func nodes() async throws(PresenceError) -> [NodeID: String]

    /// The keys that nobody wants any more since a node was lost, as far as this process came upon them.
    ///
    /// Each key of a lost node is told to one process of the suite, once, so that it can tell whoever is concerned; it
    /// may be lost with that process. Ask after each renewal, and again as long as there are any.
    ///
    /// - Returns: Some of the keys; none when the nodes live and die with this process.
    /// - Throws: ``PresenceError/unavailable``.
    func takeAbandoned() async throws(PresenceError) -> [String]

    // MARK: Interest

    /// Registers that a node wants deliveries for some keys, for as long as its lease lasts.
    ///
    /// A node counts for itself how many of its sessions want a key: adding it twice is the same as once.
    ///
    /// - Parameters:
    ///   - keys: Topics and users, by their canonical ids.
    ///   - node: The node, which must have a lease.
    /// - Throws: ``PresenceError/noLease`` or ``PresenceError/unavailable``.
    func addInterest(_ keys: [String], node: NodeID) async throws(PresenceError)

    /// Takes interest back; keys that were not registered are ignored, and so is a node without a lease.
    ///
    /// - Throws: ``PresenceError/unavailable``.
    func removeInterest(_ keys: [String], node: NodeID) async throws(PresenceError)

    /// The nodes that want deliveries for each of the keys.
    ///
    /// - Parameter keys: Any number; ask for many at once, for the cost is that of one call.
    /// - Returns: As many elements as there are keys, in their order; the nodes of one key in no order, each once.
    /// - Throws: ``PresenceError/unavailable``.
    func interested(in keys: [String]) async throws(PresenceError) -> [[NodeID]]

    // MARK: Bus

    /// Sends a payload to the subscribers of some nodes, and hopes.
    ///
    /// It never waits and never fails: a node that is gone, slow or out of reach does not get it. Fit for an event
    /// loop.
    ///
    /// - Parameters:
    ///   - payload: Small: typing, presence, call signalling.
    ///   - nodes: Whom to send it to, each named once.
    func publish(_ payload: [UInt8], to nodes: [NodeID])

    /// Starts to listen for what is published to a node.
    ///
    /// What is published after this returned is received. Payloads that are not read fill a bounded queue, from which
    /// the oldest are dropped. Each subscriber gets each payload. Listening ends when the stream is let go of, or the
    /// task that reads it is cancelled; a lease is not needed.
    ///
    /// - Parameter node: Usually the caller's own.
    /// - Returns: The payloads, for one reader.
    /// - Throws: ``PresenceError/unavailable`` at the start only; later trouble loses payloads, but ends nothing.
    func subscribe(_ node: NodeID) async throws(PresenceError) -> AsyncStream<[UInt8]>

    // MARK: Limits

    /// Takes tokens from a bucket that all nodes share, if there are enough.
    ///
    /// - Parameters:
    ///   - cost: How many tokens. More than the capacity counts as the capacity, so that it can pass at all; none or
    ///     less is always allowed and changes nothing.
    ///   - bucket: The name of the bucket; it exists by being named, and is full at first.
    ///   - limit: Its size and refill; give the same one each time.
    /// - Returns: Whether the tokens were taken, and otherwise how long to wait.
    /// - Throws: ``PresenceError/unavailable``; the caller knows whether to be strict or lenient then.
    func take(_ cost: Double, from bucket: String, limit: RateLimit) async throws(PresenceError) -> RateDecision
}
