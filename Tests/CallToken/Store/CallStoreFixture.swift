import CallToken
import Chat
import Testing

/// What the contract suite needs to know of an adapter.
protocol CallStoreFixture: Sendable {
    associatedtype Store: CallStore

    /// The adapter to test, with nothing in it.
    var store: Store { get }

    /// The adapter again, as after a restart of the process.
    func reopened() async throws -> Store
}

/// One promise of the store, and how to try it on an adapter.
struct CallStorePromise<Fixture: CallStoreFixture>: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable (Fixture) async throws -> Void

    init(_ sentence: String, _ check: @escaping @Sendable (Fixture) async throws -> Void) {
        testDescription = sentence
        self.check = check
    }
}
