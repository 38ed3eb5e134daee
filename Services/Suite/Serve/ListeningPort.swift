/// The ports that servers report once they listen: port 0 takes any free one.
final class ListeningPort: Sendable {
    private let stream: AsyncStream<Int>
    private let continuation: AsyncStream<Int>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingOldest(1))
    }

    /// Reports the port.
    func report(_ port: Int) {
        continuation.yield(port)
        continuation.finish()
    }

    /// The port, as soon as it is known; nil when it never was.
    var value: Int? {
        get async {
            for await port in stream { return port }
            return nil
        }
    }
}
