package import Wire

/// The messages that come in on a stream, to be read once and by one task.
package struct RPCIncoming<Message: WireMessage>: AsyncSequence, Sendable {
    /// Reads one message after the other.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let source: any RPCByteSource
        fileprivate let unreadable: StatusCode

        /// Waits for the next message; nil when there are no more and the call is well.
        ///
        /// - Throws: why the call failed; a message that cannot be read is the caller's fault on a server
        ///   (`invalidArgument`) and the service's on a client (`internal`).
        package func next() async throws(RPCStatus) -> Message? {
            guard let bytes = try await source.next() else { return nil }
            do {
                return try Message(decoding: bytes)
            } catch {
                throw RPCStatus(unreadable, reason: "malformed", message: "unreadable message: \(error)")
            }
        }

        /// The same, on behalf of an actor.
        package func next(isolation actor: isolated (any Actor)?) async throws(RPCStatus) -> Message? {
            try await next()
        }
    }

    private let source: any RPCByteSource
    private let unreadable: StatusCode

    /// Reads a source.
    init(_ source: any RPCByteSource, unreadable: StatusCode) {
        self.source = source
        self.unreadable = unreadable
    }

    /// Begins to read.
    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(source: source, unreadable: unreadable)
    }
}
