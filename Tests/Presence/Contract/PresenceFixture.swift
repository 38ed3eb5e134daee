import Presence
import Testing

/// What the contract suite needs to know of an adapter.
protocol PresenceFixture: Sendable {
    associatedtype Adapter: Presence

    /// The adapter to test. It may share its memory with other tests: they use other names.
    var presence: Adapter { get }

    /// A name that nobody has used before, for a node, a key or a bucket.
    func fresh(_ name: String) -> String

    /// Has that much time go by for the adapter: moves its clock, or waits.
    func letPass(_ time: Duration) async throws

    /// The most payloads that wait for a subscriber who does not read.
    var queuedPayloads: Int { get }
}

extension PresenceFixture {
    func freshNode(_ name: String = "node") -> NodeID { NodeID(fresh(name)) }

    /// A new node with a lease that outlasts the test.
    func liveNode(_ name: String = "node") async throws -> NodeID {
        let node = freshNode(name)
        try await presence.renewLease(node, address: "\(name):7001", ttl: .seconds(60))
        return node
    }
}

/// One promise of presence, and how to try it on an adapter.
struct PresencePromise<Fixture: PresenceFixture>: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable (Fixture) async throws -> Void

    init(_ sentence: String, _ check: @escaping @Sendable (Fixture) async throws -> Void) {
        testDescription = sentence
        self.check = check
    }
}

/// The promises of presence.
///
/// Every adapter's suite runs all of them.
///
/// Within a promise, keep closures out of `#expect`: the compiler (6.3.1) was seen to call another closure of the same
/// promise in place of one that is written there.
enum PresenceContract<Fixture: PresenceFixture> {
    typealias Promise = PresencePromise<Fixture>

    static var promises: [Promise] { leases + interest + bus + limits }
}
