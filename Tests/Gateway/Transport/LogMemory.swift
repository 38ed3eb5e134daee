import Logging
import Synchronization

/// Keeps what is logged.
final class LogMemory: LogHandler, Sendable {
    private let messages = Mutex<[String]>([])
    private let added: (stream: AsyncStream<Void>, continuation: AsyncStream<Void>.Continuation)

    init() {
        added = AsyncStream.makeStream()
    }

    var logger: Logger { Logger(label: "test") { _ in self } }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        messages.withLock { $0.append("\(event.message)") }
        added.continuation.yield()
    }

    /// Waits until a message has been logged.
    func wait(for message: String) async {
        if count(of: message) > 0 { return }
        for await _ in added.stream where count(of: message) > 0 { return }
    }

    func count(of message: String) -> Int {
        messages.withLock { messages in messages.count { $0 == message } }
    }
}
