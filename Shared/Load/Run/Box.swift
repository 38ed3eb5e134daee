import Synchronization

/// Takes something from a loop to whoever waits for it.
final class Box<Value: Sendable>: Sendable {
    private let content = Mutex<Value?>(nil)

    /// What was put in last.
    var value: Value? {
        get { content.withLock { $0 } }
        set { content.withLock { $0 = newValue } }
    }
}
