package import Wire

/// Where the messages of a stream go out.
package struct RPCOutgoing<Message: WireMessage>: Sendable {
    private let sink: any RPCByteSink

    /// Writes to a sink.
    init(_ sink: any RPCByteSink) {
        self.sink = sink
    }

    /// Sends a message, as soon as the other side has room for it.
    ///
    /// - Throws: why the call failed; `cancelled` when the sending task was, or when the call is over already.
    package func send(_ message: Message) async throws(RPCStatus) {
        try await sink.send(message.encoded())
    }

    /// Says that there are no more messages; saying it again does nothing.
    package func finish() {
        sink.finish()
    }
}
