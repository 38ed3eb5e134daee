internal import NIOCore

/// Inflates the messages of one connection.
///
/// A connection that keeps no context has an inflater only while a message is under way.
struct MessageInflation {
    private let shared: LoopCompression
    private let keepsContext: Bool
    private let windowBits: Int
    private var inflater: Inflater?

    /// Creates the inflation of a connection.
    ///
    /// - Parameters:
    ///   - shared: The event loop's own part.
    ///   - agreement: What was agreed upon with the client.
    init(_ shared: LoopCompression, _ agreement: CompressionAgreement) {
        self.shared = shared
        keepsContext = agreement.clientKeepsContext
        windowBits = agreement.clientWindowBits
    }

    /// Inflates the next bytes of a message.
    ///
    /// - Parameters:
    ///   - bytes: The bytes, unmasked.
    ///   - message: Where the message grows.
    ///   - limit: Bytes that the message may have.
    /// - Throws: What the client is to be told.
    mutating func append(
        _ bytes: UnsafeRawBufferPointer, to message: inout ByteBuffer, limit: Int
    ) throws(WebSocketCloseCode) {
        let inflater: Inflater
        if let current = self.inflater { inflater = current } else { inflater = try makeInflater() }
        self.inflater = inflater
        do throws(Inflater.Fault) {
            try inflater.append(bytes, to: &message, limit: limit)
        } catch {
            throw error.closeCode
        }
    }

    /// Ends a message.
    ///
    /// - Parameters:
    ///   - message: Where the message grows.
    ///   - limit: Bytes that the message may have.
    /// - Throws: What the client is to be told.
    mutating func endMessage(_ message: inout ByteBuffer, limit: Int) throws(WebSocketCloseCode) {
        do throws(Inflater.Fault) {
            try inflater?.endMessage(&message, limit: limit)
        } catch {
            throw error.closeCode
        }
        if !keepsContext { end() }
    }

    /// Lets the inflater go.
    mutating func end() {
        if let inflater, !keepsContext { shared.giveBack(inflater) }
        inflater = nil
    }

    private func makeInflater() throws(WebSocketCloseCode) -> Inflater {
        guard let inflater = keepsContext ? Inflater(windowBits: windowBits) : shared.borrowInflater() else {
            throw .internalError
        }
        return inflater
    }
}

extension Inflater.Fault {
    /// What a client is told: data that does not fit its message's type (RFC 6455, section 7.4.1), or too much of it.
    fileprivate var closeCode: WebSocketCloseCode {
        switch self {
        case .corrupt: .invalidData
        case .tooLong: .tooBig
        }
    }
}
