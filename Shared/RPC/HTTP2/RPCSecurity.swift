import NIOCore
package import TLS

/// How a server's connections are protected.
package enum RPCServerSecurity: Sendable {
    /// Not at all: for one machine, and for networks that protect connections themselves.
    case plaintext
    /// By TLS, inside which clients must speak `h2`; each connection begins with the source's present context.
    ///
    /// Where the context asks for certificates, handlers learn which service calls: ``CallContext/peerService``.
    case tls(any TLSContextSource)

    /// Puts TLS in front of a new connection's handlers.
    func prepare(_ channel: any Channel) throws {
        guard case .tls(let source) = self else { return }
        try channel.pipeline.syncOperations.addHandler(TLSHandler(source.current))
    }
}

/// How a client's connections to one service are protected.
package enum RPCClientSecurity: Sendable {
    /// Not at all: for one machine, and for networks that protect connections themselves.
    case plaintext
    /// By TLS; the server must bear the name, whichever of its addresses it is.
    case tls(any TLSContextSource, server: PeerNamePolicy)

    /// Puts TLS in front of a new connection's handlers.
    ///
    /// - Returns: Done when the server is known; nil when there is nothing to wait for.
    func prepare(_ channel: any Channel) throws -> EventLoopFuture<TLSHandshakeCompleted>? {
        guard case .tls(let source, let server) = self else { return nil }
        let handler = try TLSHandler(source.current, peerName: server)
        try channel.pipeline.syncOperations.addHandler(handler)
        return handler.handshake
    }

    /// What requests say about it.
    var scheme: String {
        switch self {
        case .plaintext: "http"
        case .tls: "https"
        }
    }
}

extension TLSConfiguration {
    /// The same, where only gRPC's HTTP/2 is spoken inside.
    package var forRPC: TLSConfiguration {
        var configuration = self
        configuration.applicationProtocols = ["h2"]
        configuration.requiresApplicationProtocol = true
        return configuration
    }
}
