/// The end of a stream that encoded messages come out of.
package protocol RPCByteSource: Sendable {
    /// Waits for the next message.
    ///
    /// - Returns: The message; nil when there are no more and the call is well.
    /// - Throws: why the call failed; `cancelled` when the waiting task was.
    func next() async throws(RPCStatus) -> [UInt8]?
}

/// The end of a stream that encoded messages go into.
package protocol RPCByteSink: Sendable {
    /// Sends a message, as soon as there is room for it.
    ///
    /// - Throws: why the call failed; `cancelled` when the waiting task was.
    func send(_ message: [UInt8]) async throws(RPCStatus)

    /// Sends a message if there is room for it now; false if not, and when the call is over.
    func offer(_ message: [UInt8]) -> Bool

    /// Says that there are no more messages; saying it again does nothing.
    func finish()
}
