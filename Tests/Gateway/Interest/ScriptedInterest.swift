import Presence

/// A presence table that keeps a record of what it is told, and waits or fails as a test wants it.
actor ScriptedInterest: Presence {
    private(set) var calls: [String] = []
    private var failures = 0
    private var isHeld = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

    /// Makes the next calls fail.
    func fail(next count: Int) {
        failures = count
    }

    /// Keeps calls from returning.
    func hold() {
        isHeld = true
    }

    /// Lets all calls return.
    func letGo() {
        isHeld = false
        waiting.forEach { $0.resume() }
        waiting = []
    }

    /// Returns when there were that many calls.
    func reached(_ count: Int) async {
        guard calls.count < count else { return }
        await withCheckedContinuation { watchers.append((count, $0)) }
    }

    private func record(_ call: String) async throws(PresenceError) {
        calls.append(call)
        watchers.filter { $0.count <= calls.count }.forEach { $0.continuation.resume() }
        watchers.removeAll { $0.count <= calls.count }
        if isHeld {
            await withCheckedContinuation { waiting.append($0) }
        }
        guard failures == 0 else {
            failures -= 1
            throw .unavailable
        }
    }

    func addInterest(_ keys: [String], node: NodeID) async throws(PresenceError) {
        try await record("+" + keys.joined(separator: ","))
    }

    func removeInterest(_ keys: [String], node: NodeID) async throws(PresenceError) {
        try await record("-" + keys.joined(separator: ","))
    }

    func renewLease(_ node: NodeID, address: String, ttl: Duration) async throws(PresenceError) -> LeaseRenewal {
        .renewed
    }

    func releaseLease(_ node: NodeID) async throws(PresenceError) {}

    func address(of node: NodeID) async throws(PresenceError) -> String? { nil }

    func takeAbandoned() async throws(PresenceError) -> [String] { [] }

    func nodes() async throws(PresenceError) -> [NodeID: String] { [:] }

    func interested(in keys: [String]) async throws(PresenceError) -> [[NodeID]] { keys.map { _ in [] } }

    nonisolated func publish(_ payload: [UInt8], to nodes: [NodeID]) {}

    func subscribe(_ node: NodeID) async throws(PresenceError) -> AsyncStream<[UInt8]> { AsyncStream { $0.finish() } }

    func take(_ cost: Double, from bucket: String, limit: RateLimit) async throws(PresenceError) -> RateDecision {
        .allowed
    }
}
