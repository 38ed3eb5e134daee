/// How the server compresses messages for clients that ask for it (permessage-deflate, RFC 7692).
package struct CompressionPolicy: Sendable {
    /// Whether messages may refer back to those before.
    ///
    /// That compresses short messages better, and costs each connection a window of its own in both directions. Without
    /// it connections share what compresses for them, and a message to many is compressed once.
    package var keepsContext: Bool
    /// Bytes; shorter messages are sent as they are.
    package var minimumLength: Int
    /// Messages sent refer back two to the power of so many bytes at most, 9 to 15.
    package var windowBits: Int

    /// Creates a policy.
    ///
    /// - Parameters:
    ///   - keepsContext: Whether messages may refer back to those before.
    ///   - minimumLength: Bytes; shorter messages are sent as they are.
    ///   - windowBits: How far messages refer back, 9 to 15.
    package init(keepsContext: Bool = false, minimumLength: Int = 200, windowBits: Int = 15) {
        self.keepsContext = keepsContext
        self.minimumLength = minimumLength
        self.windowBits = min(max(windowBits, 9), 15)
    }
}
