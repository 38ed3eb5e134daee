import NIOCore
import TLS

/// What a connection carries: calls that are served, or calls that are made.
///
/// Belongs to the connection's event loop.
protocol HTTP2Role: AnyObject {
    /// Learns of the connection before anything else, once it is there.
    func begin(_ connection: HTTP2Connection)

    /// Learns who the peer is, before it does anything; not called without TLS.
    func identified(_ peer: TLSHandshakeCompleted)

    /// Acts on what the peer did.
    func received(_ event: HTTP2Event)

    /// Sends on what waited until the peer took earlier bytes.
    func continueSending()

    /// Ends all calls: the connection is gone.
    func connectionLost()
}

extension HTTP2Role {
    func identified(_ peer: TLSHandshakeCompleted) {}
}
