/// Where new connections get their certificates from.
package protocol TLSContextSource: Sendable {
    /// The context for a connection that begins now; cheap enough to be asked on an event loop.
    var current: TLSContext { get }
}

extension TLSContext: TLSContextSource {
    /// Itself: a context that never changes.
    package var current: TLSContext { self }
}
