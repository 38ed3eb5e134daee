import Logging
import Synchronization

/// Keeps what is logged, with all that is said beside it.
final class LogLines: LogHandler, Sendable {
    private let lines = Mutex<[String]>([])
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
        lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
        added.continuation.yield()
    }

    /// Everything, once there is something.
    func text() async -> String {
        for await _ in added.stream { break }
        return lines.withLock { $0.joined(separator: "\n") }
    }
}
