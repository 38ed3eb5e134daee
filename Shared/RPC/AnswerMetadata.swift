import Synchronization

/// What travels beside an answer: handlers add to it, callers read it when the call is over.
package final class AnswerMetadata: Sendable {
    private let state = Mutex(RPCMetadata())

    /// Creates empty metadata.
    package init() {}

    /// The fields so far.
    package var metadata: RPCMetadata { state.withLock { $0 } }

    /// Appends a field.
    package func add(_ name: String, _ value: String) {
        state.withLock { $0.add(name, value) }
    }

    /// Appends all fields of some metadata.
    func add(_ metadata: RPCMetadata) {
        state.withLock { state in
            for field in metadata.fields { state.add(field.name, field.value) }
        }
    }
}
